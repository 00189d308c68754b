//! Writing a filter as the tree of the contract.

use crate::json::{Json, Object};
use crate::query::{Filter, Operand};

/// A filter as plain objects.
pub fn write(filter: &Filter) -> Json {
    let list = |filters: &[Filter]| Json::list(filters.iter().map(write));
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
                Operand::Text(text) => Some(Json::of(text.as_str())),
                Operand::Number(number) => Some(Json::of(*number)),
                Operand::Bool(truth) => Some(Json::of(*truth)),
                Operand::List(items) => Some(Json::list(items.iter().map(String::as_str))),
            };
            object.with("column", column.as_str()).with("op", op.as_str()).maybe("value", value)
        }
    }
    .value()
}
