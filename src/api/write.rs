//! Writing answers: plain objects whose fields are always there, or left out when empty.

use crate::json::{Json, Object};
use crate::model::{LicensingError, Money, Param, Pool, Problem, Rule};

/// A problem as JavaScript sees it.
pub fn problem(problem: &Problem) -> Json {
    let mut params = Object::new();
    for (name, param) in &problem.params {
        match param {
            Param::Text(text) => params.with(name, text.as_str()),
            Param::Number(number) => params.with(name, *number),
        };
    }
    Object::new()
        .with("code", problem.code.as_str())
        .with("rule", problem.rule.map(Rule::slug))
        .with("message", problem.message.as_str())
        .with("params", params.value())
        .with("ids", Json::list(problem.ids.iter().map(String::as_str)))
        .with("count", problem.count)
        .maybe("path", problem.path.as_deref())
        .maybe("line", problem.line)
        .maybe("column", problem.column.as_deref())
        .maybe("span", problem.span.map(|(from, to)| Json::list([from, to].into_iter())))
        .value()
}

/// The details of an error: its problems.
pub fn details(error: &LicensingError) -> Json {
    Json::list(error.problems.iter().map(problem))
}

/// An amount of money.
pub fn money(money: &Money) -> Json {
    Object::new().with("currency", money.currency.as_str()).with("amount", money.amount).value()
}

/// A pool's counts; null means unlimited.
pub fn pool(pool: &Pool) -> Json {
    Object::new()
        .with("holder", pool.key.holder.as_str())
        .with("license", pool.key.license.as_str())
        .with("purchased", pool.purchased)
        .with("assigned", pool.assigned)
        .with("available", pool.available())
        .with("over", pool.over())
        .value()
}

/// Every rule in words, as the function `rules` gives them.
pub fn rules() -> Json {
    Json::list(Rule::ALL.iter().map(|rule| {
        Object::new()
            .with("slug", rule.slug())
            .with("title", rule.title())
            .with("text", rule.text())
            .value()
    }))
}
