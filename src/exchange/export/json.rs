//! JSON for people: one value a line, and nothing that hides or turns others round.

use super::text::{add_hex, is_hidden};

/// JSON as our writers write it, on lines indented by two spaces.
///
/// ```
/// use seatplan::exchange::export::indented;
/// assert_eq!(indented(r#"{"a":[1,2],"b":{}}"#), "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}\n");
/// ```
pub fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + json.len() / 2);
    let (mut depth, mut in_text, mut escaped, mut opened) = (0usize, false, false, false);
    let mut rest = json;
    while !rest.is_empty() {
        if in_text && !escaped {
            // What is plain goes over in one piece.
            let plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
            let run = rest.bytes().take_while(plain).count();
            let (piece, more) = rest.split_at_checked(run).unwrap_or(("", rest));
            out.push_str(piece);
            rest = more;
        }
        let mut characters = rest.chars();
        let Some(character) = characters.next() else { break };
        rest = characters.as_str();
        if in_text {
            in_text = escaped || character != '"';
            escaped = !escaped && character == '\\';
            if !is_hidden(character) {
                out.push(character);
                continue;
            }
            for unit in character.encode_utf16(&mut [0; 2]) {
                out.push_str("\\u");
                add_hex(&mut out, u32::from(*unit), 4);
            }
            continue;
        }
        let closes = matches!(character, '}' | ']');
        if closes {
            depth = depth.saturating_sub(1);
        }
        if opened != closes {
            line(&mut out, depth);
        }
        opened = matches!(character, '{' | '[');
        if opened {
            depth += 1;
        }
        in_text = character == '"';
        out.push(character);
        match character {
            ',' => line(&mut out, depth),
            ':' => out.push(' '),
            _ => {}
        }
    }
    out.push('\n');
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}
