//! An entry of the ledger as bytes.

use super::bytes::{Fault, Reader, Writer, sound};
use super::contract::{read_contract, read_instant, write_contract, write_instant};
use super::effect::{read_effect, read_row, read_waiting, write_effect, write_row, write_waiting};
use crate::automation::Occurrence;
use crate::model::{Code, Money, Param, PoolKey, Problem, Rule};
use crate::plan::{Delta, Entry};
use crate::retention::Status;
use std::rc::Rc;

/// The names of the figures in summaries. Their places stand in files: new ones go at the end.
const PARAMS: [&str; 14] = [
    "standard",
    "archived",
    "added",
    "updated",
    "at",
    "occurrences",
    "action",
    "changes",
    "unchanged",
    "skipped",
    "targets",
    "short",
    "count",
    "other",
];

fn write_code(writer: &mut Writer, code: Code) {
    writer.text(code.as_str());
}

fn read_code(reader: &mut Reader<'_>) -> Result<Code, Fault> {
    let text = reader.text()?;
    sound(Code::ALL.iter().find(|code| code.as_str() == text).copied())
}

fn write_rule(writer: &mut Writer, rule: Rule) {
    writer.text(rule.slug());
}

fn read_rule(reader: &mut Reader<'_>) -> Result<Rule, Fault> {
    let slug = reader.text()?;
    sound(Rule::ALL.iter().find(|rule| rule.slug() == slug).copied())
}

fn write_money(writer: &mut Writer, money: &Money) {
    writer.text(&money.currency);
    writer.varint(money.amount);
}

fn read_money(reader: &mut Reader<'_>) -> Result<Money, Fault> {
    let currency = reader.text()?.to_owned();
    let amount = reader.varint()?;
    // As much as JavaScript can count.
    sound((amount < 1 << 53).then_some(Money { currency, amount }))
}

/// Writes a summary; it has no place in a file or text.
fn write_summary(writer: &mut Writer, summary: &Problem) {
    write_code(writer, summary.code);
    writer.optional(summary.rule, write_rule);
    writer.text(&summary.message);
    writer.count(summary.params.len());
    for (name, param) in &summary.params {
        let known = PARAMS.iter().position(|known| known == name);
        writer.count(known.unwrap_or(PARAMS.len() - 1));
        match param {
            Param::Text(text) => {
                writer.u8(0);
                writer.text(text);
            }
            Param::Number(number) => {
                writer.u8(1);
                writer.i64(*number);
            }
        }
    }
    writer.count(summary.ids.len());
    summary.ids.iter().for_each(|id| writer.text(id));
    writer.varint(summary.count);
}

fn read_summary(reader: &mut Reader<'_>) -> Result<Problem, Fault> {
    let code = read_code(reader)?;
    let rule = reader.optional(read_rule)?;
    let mut summary = Problem::new(code, reader.text()?);
    summary.rule = rule;
    for _ in 0..reader.count(3)? {
        let name = sound(PARAMS.get(reader.count(0)?).copied())?;
        let param = match reader.u8()? {
            0 => Param::Text(reader.text()?.to_owned()),
            1 => Param::Number(reader.i64()?),
            _ => return Err(Fault::Damaged),
        };
        summary.params.push((name, param));
    }
    for _ in 0..reader.count(1)? {
        summary.ids.push(reader.text()?.to_owned());
    }
    summary.count = reader.varint()?;
    Ok(summary)
}

/// A choice of a short list as a byte; 0 is none.
fn write_choice<T: PartialEq>(writer: &mut Writer, all: &[T], choice: Option<T>) {
    let place = choice.and_then(|choice| all.iter().position(|one| *one == choice));
    writer.u8(place.map_or(0, |place| u8::try_from(place + 1).unwrap_or(0)));
}

fn read_choice<T: Copy>(reader: &mut Reader<'_>, all: &[T]) -> Result<Option<T>, Fault> {
    match usize::from(reader.u8()?).checked_sub(1) {
        None => Ok(None),
        Some(place) => sound(all.get(place).copied()).map(Some),
    }
}

/// The kinds of occurrences of an entry, each told once.
fn kinds(occurrences: &[Occurrence]) -> Vec<(Code, Rule)> {
    let mut kinds = Vec::new();
    for one in occurrences {
        if !kinds.contains(&(one.code, one.rule)) {
            kinds.push((one.code, one.rule));
        }
    }
    kinds
}

fn write_occurrences(writer: &mut Writer, occurrences: &[Occurrence]) {
    let kinds = kinds(occurrences);
    writer.count(kinds.len());
    for (code, rule) in &kinds {
        write_code(writer, *code);
        write_rule(writer, *rule);
    }
    writer.count(occurrences.len());
    for one in occurrences {
        write_choice(writer, &kinds, Some((one.code, one.rule)));
        write_instant(writer, one.at);
        writer.optional(one.row, write_row);
        write_choice(writer, &PoolKey::ALL, one.pool);
        write_choice(writer, &Status::ALL, one.before);
        write_choice(writer, &Status::ALL, one.after);
        writer.varint(one.count);
        writer.optional(one.cost.as_deref(), write_money);
    }
}

fn read_occurrences(reader: &mut Reader<'_>) -> Result<Vec<Occurrence>, Fault> {
    let mut kinds = Vec::new();
    for _ in 0..reader.count(2)? {
        kinds.push((read_code(reader)?, read_rule(reader)?));
    }
    let mut occurrences = Vec::new();
    for _ in 0..reader.count(15)? {
        let (code, rule) = sound(read_choice(reader, &kinds)?)?;
        occurrences.push(Occurrence {
            at: read_instant(reader)?,
            code,
            rule,
            row: reader.optional(read_row)?,
            pool: read_choice(reader, &PoolKey::ALL)?,
            before: read_choice(reader, &Status::ALL)?,
            after: read_choice(reader, &Status::ALL)?,
            count: reader.varint()?,
            cost: reader.optional(read_money)?.map(Box::new),
        });
    }
    Ok(occurrences)
}

/// Writes an entry, but for the people of an import and whatever else its delta holds when it is
/// only remembered and cannot be undone any more.
pub fn write_entry(writer: &mut Writer, entry: &Entry, with_delta: bool) {
    write_instant(writer, entry.at);
    write_summary(writer, &entry.summary);
    writer.varint(entry.changed);
    writer.optional(entry.cost.as_ref(), write_money);
    write_occurrences(writer, &entry.occurrences);
    let delta = Some(&entry.delta).filter(|_| with_delta);
    writer.optional(delta, |writer, delta| {
        writer.optional(delta.clock.0, write_instant);
        write_effect(writer, &delta.holdings);
        writer.optional(delta.contract.as_deref(), |writer, (before, after)| {
            write_contract(writer, before);
            write_contract(writer, after);
        });
        writer.optional(delta.waiting.as_deref(), |writer, (before, after)| {
            write_waiting(writer, before);
            write_waiting(writer, after);
        });
    });
}

/// Reads an entry; without a delta it is one that is only remembered.
///
/// # Errors
/// When it is none.
pub fn read_entry(reader: &mut Reader<'_>) -> Result<Entry, Fault> {
    let at = read_instant(reader)?;
    Ok(Entry {
        at,
        summary: read_summary(reader)?,
        changed: reader.varint()?,
        cost: reader.optional(read_money)?,
        occurrences: read_occurrences(reader)?,
        delta: reader
            .optional(|reader| {
                let before = reader.optional(read_instant)?;
                Ok(Delta {
                    clock: (before, Some(at)),
                    holdings: read_effect(reader)?,
                    contract: reader
                        .optional(|reader| Ok((read_contract(reader)?, read_contract(reader)?)))?
                        .map(Box::new),
                    waiting: reader
                        .optional(|reader| {
                            Ok((Rc::new(read_waiting(reader)?), Rc::new(read_waiting(reader)?)))
                        })?
                        .map(Box::new),
                    people: None,
                })
            })?
            .unwrap_or_default(),
    })
}
