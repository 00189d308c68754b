//! What crosses the boundary, in both runtimes: the same bodies for Node and for Chromium.

use js_sys::{Array, Date, Error, Function, JSON, Object, Reflect};
use seatplan::model::{Code, Rule};
use seatplan::wasm::{
    RowSelection, Tenant, filter_users, insufficient_licenses, preview_retention, rules,
    validate_assignment,
};
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const NOTHING: JsValue = JsValue::UNDEFINED;

#[wasm_bindgen]
extern "C" {
    fn eval(script: &str) -> JsValue;
}

/// The value of a JavaScript expression; `a` is what is handed in.
fn js_with(expression: &str, a: &JsValue) -> JsValue {
    let function: Function = eval(&format!("((a) => ({expression}))")).unchecked_into();
    function.call1(&NOTHING, a).unwrap()
}

fn js(expression: &str) -> JsValue {
    js_with(expression, &NOTHING)
}

/// Whether an expression over `a` is true.
fn holds(expression: &str, a: &JsValue) -> bool {
    js_with(expression, a).is_truthy()
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn field(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

fn state() -> JsValue {
    js("{ asOf: '2026-03-01T00:00:00Z', purchased: { standard: 1, archived: 0 }, \
         users: [{ id: 'a' }, { id: 'b', license: 'standard' }] }")
}

fn tenant() -> Tenant {
    Tenant::new(&state()).unwrap()
}

/// The code of the error of a call; the error must be a true one.
fn code<T>(outcome: Result<T, JsValue>) -> String {
    let error = outcome.err().expect("an error");
    assert!(error.is_instance_of::<Error>());
    assert_eq!(field(&error, "name"), "LicensingError");
    field(&error, "code").as_string().unwrap()
}

/// The paths and messages of the problems of a call.
fn problems<T>(outcome: Result<T, JsValue>) -> String {
    let error = outcome.err().expect("an error");
    json(&js_with("a.details.map((problem) => problem.path + ' ' + problem.message)", &error))
}

#[wasm_bindgen_test]
fn an_error_is_a_true_error() {
    let error = validate_assignment(&js("{ users: 5 }"), &js("null"), &NOTHING).unwrap_err();
    assert!(error.is_instance_of::<Error>());
    for name in ["name", "code", "details", "message", "stack"] {
        assert!(holds(&format!("Object.hasOwn(a, '{name}') || '{name}' in a"), &error), "{name}");
    }
    assert_eq!(field(&error, "name"), "LicensingError");
    assert_eq!(field(&error, "code"), "INVALID_INPUT");
    assert_eq!(
        json(&js_with("a.details.map((problem) => problem.path)", &error)),
        r#"["purchased","users","request"]"#
    );
    assert!(holds("a.details.every((problem) => problem.rule === null)", &error));
    assert!(holds("!a.message.endsWith('.') && a.message.includes('`purchased`')", &error));
}

#[wasm_bindgen_test]
fn a_refused_command_has_its_report() {
    let tenant = tenant();
    let before = json(&tenant.state().unwrap());
    let refused = tenant.apply(&js("{ action: 'activateStandard', targets: ['a'] }"), &NOTHING);
    let error = refused.unwrap_err();
    assert_eq!(field(&error, "code"), "INSUFFICIENT_LICENSES");
    assert!(holds("a.details.ok === false && a.details.errors[0].shortfall === 1", &error));
    assert_eq!(json(&tenant.state().unwrap()), before);
}

#[wasm_bindgen_test]
fn null_and_undefined_are_told_apart() {
    let absent = js("{ purchased: { standard: 0, archived: 0 }, policy: undefined, \
                       users: [{ id: 'a', license: undefined, data: undefined }] }");
    let user = Tenant::new(&absent).unwrap().user(&"a".into()).unwrap();
    assert!(holds("a.license === null && !('data' in a)", &user));
    let null = js("{ purchased: { standard: 0, archived: 0 }, users: [{ id: 'a', data: null }] }");
    let user = Tenant::new(&null).unwrap().user(&"a".into()).unwrap();
    assert!(holds("a.data === null", &user));
    let wrong = js("{ purchased: null, users: [{ id: 'a', mail: null }] }");
    assert_eq!(
        problems(Tenant::new(&wrong)),
        r#"["purchased must be an object, not null","users[0].mail must be a text, not null"]"#
    );
    assert!(tenant().user(&"nobody".into()).unwrap().is_null());
    assert!(Tenant::new(&NOTHING).unwrap().clock().unwrap().is_null());
}

#[wasm_bindgen_test]
fn answers_never_hold_undefined() {
    let tenant = tenant();
    let request = js("{ action: 'deactivate', targets: ['b'] }");
    let whole = Array::new();
    whole.push(&tenant.state().unwrap());
    whole.push(&tenant.columns().unwrap());
    whole.push(&tenant.preview(&request, &NOTHING).unwrap());
    whole.push(&tenant.apply(&request, &NOTHING).unwrap());
    whole.push(&rules().unwrap());
    let walk = "(function whole(value) { return value !== undefined && (value === null || \
                typeof value !== 'object' || Object.values(value).every(whole)); })(a)";
    assert!(holds(walk, &whole));
}

#[wasm_bindgen_test]
fn only_own_fields_count() {
    let inherited = js_with("Object.create(a)", &state());
    assert_eq!(code(Tenant::new(&inherited)), "INVALID_INPUT");
    let hidden = js("Object.defineProperty({ users: [] }, 'purchased', { value: {} })");
    assert!(problems(Tenant::new(&hidden)).contains("purchased is missing"));
    let more =
        js("{ purchased: { standard: 0, archived: 0, other: 1 }, users: [], constructor: 1 }");
    let found = problems(Tenant::new(&more));
    assert!(found.contains("purchased.other is not") && found.contains("constructor is not"));
}

#[wasm_bindgen_test]
fn a_prototype_is_never_set() {
    let attributes = js("JSON.parse('{\"__proto__\":\"x\",\"toString\":\"y\"}')");
    let user = js_with("{ id: 'a', attributes: a }", &attributes);
    let state = js_with("{ purchased: { standard: 0, archived: 0 }, users: [a] }", &user);
    let user = Tenant::new(&state).unwrap().user(&"a".into()).unwrap();
    let whole = "Object.getPrototypeOf(a.attributes) === Object.prototype && \
                 Object.getOwnPropertyDescriptor(a.attributes, '__proto__').value === 'x'";
    assert!(holds(whole, &user));
    let field = js("JSON.parse('{\"__proto__\":{},\"action\":\"deactivate\",\"targets\":[]}')");
    assert!(problems(tenant().validate(&field, &NOTHING)).contains("__proto__ is not a field"));
}

/// An object whose field calls back into Rust when it is read.
fn calling_back(template: &str, call: impl FnMut() + 'static) -> JsValue {
    let callback = Closure::<dyn FnMut()>::new(call).into_js_value();
    js_with(template, &callback)
}

#[wasm_bindgen_test]
fn a_call_from_inside_a_call_is_answered() {
    let tenant = std::rc::Rc::new(tenant());
    let inner = std::rc::Rc::clone(&tenant);
    let purchase = js("{ action: 'purchase', standard: 1 }");
    let request = calling_back(
        "{ get action() { a(); return 'activateStandard'; }, targets: ['a'] }",
        move || {
            inner.apply(&purchase, &NOTHING).unwrap();
        },
    );
    // The purchase from inside comes first, so that the request fits.
    tenant.apply(&request, &NOTHING).unwrap();
    assert_eq!(tenant.revision().unwrap(), 2.0);
    assert!(holds("a[0].assigned === 2 && a[0].purchased === 2", &tenant.pools(&NOTHING).unwrap()));
}

#[wasm_bindgen_test]
fn a_getter_that_throws_is_named() {
    let request = js("{ get action() { throw new RangeError('mine'); }, targets: [] }");
    assert_eq!(
        problems(tenant().validate(&request, &NOTHING)),
        r#"["request.action must be a text, not a field that throws when read"]"#
    );
    for revoked in ["{}", "[]", "function () {}"] {
        let revoked = js(&format!(
            "(() => {{ const p = Proxy.revocable({revoked}, {{}}); p.revoke(); return p.proxy; }})()"
        ));
        assert_eq!(code(tenant().validate(&revoked, &NOTHING)), "INVALID_INPUT");
        assert_eq!(code(filter_users(&revoked, &"".into(), &NOTHING, &NOTHING)), "INVALID_INPUT");
    }
}

#[wasm_bindgen_test]
fn a_selection_in_a_plain_object_is_cloned() {
    let tenant = tenant();
    let view = JsValue::from(tenant.select(&NOTHING, &NOTHING).unwrap());
    let request = js_with("{ action: 'deactivate', targets: a }", &view);
    for _ in 0..3 {
        let report = tenant.validate(&request, &NOTHING).unwrap();
        assert!(holds("a.changes === 1 && a.unchanged === 1", &report));
    }
    let page = tenant.page(&view, &js_with("{ marked: a, columns: [] }", &view)).unwrap();
    assert!(holds("a.rows.length === 2 && a.rows.every((row) => row.marked)", &page));
    // It is whole after all that.
    assert_eq!(RowSelection::try_from_js_value(view).unwrap().count().unwrap(), 2.0);
}

#[wasm_bindgen_test]
fn selections_freed_foreign_or_forged() {
    let tenant = tenant();
    let other = self::tenant();
    let foreign = JsValue::from(other.select(&NOTHING, &NOTHING).unwrap());
    let foreign_request = js_with("{ action: 'deactivate', targets: a }", &foreign);
    assert_eq!(code(tenant.page(&foreign, &NOTHING)), "WRONG_TENANT");
    assert_eq!(code(tenant.validate(&foreign_request, &NOTHING)), "WRONG_TENANT");
    assert_eq!(code(tenant.page(&js_with("({ ...a })", &foreign), &NOTHING)), "INVALID_INPUT");
    js_with("a.free()", &foreign);
    assert_eq!(code(tenant.page(&foreign, &NOTHING)), "FREED");
    assert_eq!(code(tenant.validate(&foreign_request, &NOTHING)), "FREED");
    assert_eq!(code(tenant.page(&JsValue::from(other), &NOTHING)), "INVALID_INPUT");
    assert_eq!(code(tenant.page(&js("[]"), &NOTHING)), "INVALID_INPUT");
}

#[wasm_bindgen_test]
fn lone_surrogates_are_malformed_and_their_replacement_is_not() {
    let tenant = tenant();
    assert_eq!(
        problems(tenant.user(&js("'a\\ud800'"))),
        r#"["id must be a text, not a text with a lone surrogate"]"#
    );
    assert!(tenant.user(&js("'\\ufffd'")).unwrap().is_null());
    assert!(tenant.user(&js("'\\ud83d\\ude00'")).unwrap().is_null());
    let named = js("{ action: 'deactivate', targets: [], '\\udc00': 1 }");
    assert_eq!(code(tenant.validate(&named, &NOTHING)), "INVALID_INPUT");
}

#[wasm_bindgen_test]
fn instants_are_texts_or_dates() {
    let tenant = tenant();
    let request = js("null");
    let at = |at: &JsValue| tenant.preview(&request, &js_with("{ at: a }", at));
    assert!(at(&Date::new(&"2026-03-01T00:00:00Z".into())).is_ok());
    assert!(at(&js("new Date(0)")).is_ok());
    assert!(at(&"2026-03-01T01:00:00+01:00".into()).is_ok());
    for wrong in ["new Date(NaN)", "new Date(-1)", "new Date(8.64e15)", "0", "'2026-03-01'", "{}"] {
        assert!(problems(at(&js(wrong))).starts_with(r#"["options.at "#), "{wrong}");
    }
    let user = js("{ id: 'a', joinedAt: new Date('2026-01-02T03:04:05.678Z'), \
                     deletedAt: '2026-01-02T03:04:05+02:00' }");
    let state = js_with("{ purchased: { standard: 0, archived: 0 }, users: [a] }", &user);
    let user = Tenant::new(&state).unwrap().user(&"a".into()).unwrap();
    assert_eq!(field(&user, "joinedAt"), "2026-01-02T03:04:05.678Z");
    assert_eq!(field(&user, "deletedAt"), "2026-01-02T01:04:05.000Z");
}

#[wasm_bindgen_test]
fn cycles_depth_and_what_is_no_data() {
    let select = |filter: &str| tenant().select(&js(filter), &NOTHING);
    let cycle = "(() => { const it = { and: [] }; it.and.push(it); return it; })()";
    assert!(problems(select(cycle)).contains("an object that contains itself"));
    let deep = "Array.from({ length: 1e6 }).reduce((inner) => ({ not: inner }), { search: 'x' })";
    assert!(problems(select(deep)).contains("nested deeper than 100 levels"));
    for other in ["5n", "Symbol()", "() => {}", "new Map([[1, 2]])", "/x/", "new Uint8Array(2)"] {
        assert_eq!(code(select(other)), "INVALID_INPUT", "{other}");
    }
    let doubled = "Array.from({ length: 60 }).reduce((inner) => [inner, inner], 'x')";
    assert_eq!(code(select(&format!("{{ and: {doubled} }}"))), "TOO_LARGE");
}

#[wasm_bindgen_test]
fn files_are_bytes() {
    let bytes = js("new TextEncoder().encode('id,displayName\\nz,Zoe\\n')");
    let tenant = tenant();
    assert!(holds("a.added === 1", &tenant.import(&bytes, &NOTHING).unwrap()));
    assert!(holds("a.rows[0][1] === 'Zoe'", &Tenant::sniff(&bytes).unwrap()));
    for wrong in
        ["'id'", "new ArrayBuffer(4)", "[1, 2]", "null", "Object.create(Uint8Array.prototype)"]
    {
        assert_eq!(code(tenant.import(&js(wrong), &NOTHING)), "INVALID_INPUT", "{wrong}");
    }
    assert_eq!(code(tenant.import(&js("new Uint8Array(9)"), &NOTHING)), "INVALID_FILE");
}

#[wasm_bindgen_test]
fn many_values_and_few_are_looked_for_alike() {
    // Some columns have more values than a byte can number; what is looked for is few of them or
    // many. Here every step of sixteen bytes is the browser's own.
    let users = js("Array.from({ length: 3001 }, (_, n) => ({ id: `u${n}`,
        attributes: { few: `f${n % 7}`, many: `m${n % 300}` } }))");
    let tenant = Tenant::new(&js_with(
        "{ asOf: '2026-03-01T00:00:00Z', purchased: { standard: 1, archived: 0 }, users: a }",
        &users,
    ))
    .unwrap();
    for (column, letter, values) in [("few", 'f', 7), ("many", 'm', 300)] {
        for step in [1, 2, 3, 40, 299] {
            let count = format!(
                "a.count === Array.from({{ length: 3001 }}).filter((_, n) => n % {values} % {step} === 0).length"
            );
            let filter = format!(
                "({{ column: '{column}', op: 'in', value: Array.from({{ length: {values} }}, (_, n) => n)
                    .filter((n) => n % {step} === 0).map((n) => `{letter}${{n}}`) }})"
            );
            assert!(
                holds(&count, &tenant.select(&js(&filter), &NOTHING).unwrap().into()),
                "{filter}"
            );
        }
    }
}

#[wasm_bindgen_test]
fn filtered_users_are_the_very_objects() {
    let users = js("[{ id: 'a', mail: 'x' }, { id: 'b' }, { id: 'c', mail: 'x' }]");
    let found = filter_users(&users, &"mail:x".into(), &NOTHING, &NOTHING).unwrap();
    let both = Object::new();
    Reflect::set(&both, &"users".into(), &users).unwrap();
    Reflect::set(&both, &"found".into(), &found).unwrap();
    assert!(holds("a.found.length === 2 && a.found[1] === a.users[2]", &both));
}

#[wasm_bindgen_test]
fn the_pure_functions_answer_the_same_each_time() {
    let request = js("{ action: 'activateStandard', targets: ['a', 'b'] }");
    let at = JsValue::from("2026-03-01T00:00:00Z");
    for ask in [validate_assignment, insufficient_licenses, preview_retention] {
        let answers = [(); 2].map(|()| json(&ask(&state(), &request, &at).unwrap()));
        assert_eq!(answers[0], answers[1]);
    }
}

#[wasm_bindgen_test]
fn the_types_know_every_code_and_rule() {
    let types = include_str!("../../pkg-config/index.d.ts");
    let codes = Code::ALL.iter().map(|code| code.as_str());
    for word in codes.chain(Rule::ALL.iter().map(|rule| rule.slug())) {
        assert!(types.contains(&format!("\"{word}\"")), "{word} is missing in index.d.ts");
    }
}
