//! Reading decimal numbers, without the large tables that read every float exactly.

/// A number written as `-12.5` or `1e3`; none when the text is anything else.
///
/// Up to 15 digits it is the nearest float; beyond that it may be off by the last bit.
///
/// ```
/// use seatplan::number::parse;
/// assert_eq!(parse("-12.50"), Some(-12.5));
/// assert_eq!(parse("1e3"), Some(1000.0));
/// assert_eq!(parse("12 users"), None);
/// ```
pub fn parse(text: &str) -> Option<f64> {
    let (negative, mut rest) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let mut digits = 0u32;
    let mut mantissa = 0.0;
    let mut exponent = 0i32;
    let mut point = false;
    while let [byte, tail @ ..] = rest {
        match byte {
            b'0'..=b'9' => {
                mantissa = mantissa * 10.0 + f64::from(byte - b'0');
                exponent -= i32::from(point);
                digits += 1;
            }
            b'.' if !point && digits > 0 => point = true,
            _ => break,
        }
        rest = tail;
    }
    if digits == 0 {
        return None;
    }
    if let [b'e' | b'E', tail @ ..] = rest {
        exponent += signed(tail)?;
    } else if !rest.is_empty() {
        return None;
    }
    // One division by an exact power is exact where multiplying by a tenth is not.
    let power = |count: u32| (0..count.min(400)).fold(1.0, |power: f64, _| power * 10.0);
    let size = exponent.unsigned_abs();
    let value = if exponent < 0 { mantissa / power(size) } else { mantissa * power(size) };
    Some(if negative { -value } else { value })
}

fn signed(text: &[u8]) -> Option<i32> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value = 0i32;
    for byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        value = value.saturating_mul(10).saturating_add(i32::from(byte - b'0')).min(9_999);
    }
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_like_the_library(mantissa in -99_999_999_999_999i64..99_999_999_999_999, places in 0usize..6) {
            let text = format!("{:.*}", places, mantissa as f64 / 10f64.powi(places as i32));
            prop_assert_eq!(super::parse(&text), text.parse::<f64>().ok());
        }

        #[test]
        fn refuses_what_is_no_number(text in "[a-z ]{1,4}[0-9]*|[0-9]+[a-df-z. ]{1,3}[.][0-9]?|[.-]*") {
            prop_assert_eq!(super::parse(&text), None);
        }
    }
}
