//! Writing a filter as the tree of the contract.

use super::write::Object;
use crate::query::{Filter, Operand};
use crate::value::Value;

/// A filter as plain objects.
pub fn write(filter: &Filter) -> Value {
    let list = |filters: &[Filter]| Value::List(filters.iter().map(write).collect());
    let mut object = Object::new();
    match filter {
        Filter::And(filters) => object.with("and", list(filters)),
        Filter::Or(filters) => object.with("or", list(filters)),
        Filter::Not(inner) => object.with("not", write(inner)),
        Filter::Search(text) => object.with("search", text.as_str()),
        Filter::AnyValue(text) => object.with("anyValue", text.as_str()),
        Filter::Compare { column, op, value } => {
            let value = match value {
                Operand::None => None,
                Operand::Text(text) => Some(Value::from(text.as_str())),
                Operand::Number(number) => Some(Value::Number(*number)),
                Operand::Bool(truth) => Some(Value::Bool(*truth)),
                Operand::List(items) => Some(Value::list(items.iter().map(String::as_str))),
            };
            object.with("column", column.as_str()).with("op", op.as_str()).maybe("value", value)
        }
    }
    .value()
}
