//! `bindgen IN.wasm OUT_DIR`: writes `glue.js` and `glue_bg.wasm` for the web target.

use std::path::Path;
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, FunctionKind, Module};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(wasm), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: bindgen IN.wasm OUT_DIR");
        std::process::exit(2);
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(wasm).out_name("glue").typescript(false).omit_default_module_path(true);
    // The entry files name the module, each in the way of its runtime.
    let written = bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(&out))
        .and_then(|()| finish(Path::new(&out)));
    if let Err(error) = written {
        eprintln!("{error:?}");
        std::process::exit(1);
    }
}

/// Makes what was generated smaller: see the steps.
fn finish(out: &Path) -> anyhow::Result<()> {
    let (wasm, glue) = (out.join("glue_bg.wasm"), out.join("glue.js"));
    let mut module = Module::from_file(&wasm)?;
    std::fs::write(&glue, call_short(&mut module, std::fs::read_to_string(&glue)?))?;
    silence(&mut module)?;
    walrus::passes::gc::run(&mut module);
    module.emit_wasm_file(&wasm)
}

/// Takes the hashes off the names of imports, in which no compressor finds anything; gives the
/// glue with the names they have now.
fn call_short(module: &mut Module, mut glue: String) -> String {
    let mut taken = std::collections::BTreeMap::<String, usize>::new();
    for import in module.imports.iter_mut() {
        let Some((short, hash)) = import.name.rsplit_once('_') else { continue };
        if hash.len() != 16 || !hash.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            continue;
        }
        let count = taken.entry(short.to_owned()).or_default();
        *count += 1;
        let name = format!("{short}_{count}");
        glue = glue.replace(&import.name, &name);
        import.name = name;
    }
    glue
}

/// Makes panics end in a trap without a message: there is nowhere to print it here, and a reader
/// of the file need not know where it was built.
fn silence(module: &mut Module) -> anyhow::Result<()> {
    for function in module.funcs.iter_mut() {
        let is_unused = function.name.as_deref().is_some_and(|name| {
            // The engine hands no function to JavaScript, so that none of these is called.
            panics(name) || name.starts_with("wasm_bindgen::convert::closures::")
        });
        let FunctionKind::Local(local) = &mut function.kind else { continue };
        // Functions are then ordered by name: what is compiled from one source for several types
        // comes together, the short before the long, and is compressed the better.
        function.name = function.name.as_deref().map(|name| {
            let (name, _hash) = name.rsplit_once("::h").unwrap_or((name, ""));
            format!("{} {:05}", name.replace(['<', '>'], ""), local.size())
        });
        if is_unused {
            let mut body = local.builder_mut().func_body();
            body.instrs_mut().clear();
            body.unreachable();
        }
    }
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for segment in segments {
        let segment = module.data.get_mut(segment);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = segment.kind {
            forget_places(&mut segment.value, usize::try_from(start)?);
            forget_messages(&mut segment.value);
        }
    }
    Ok(())
}

/// Empties what only messages of panics would say: places in source files, each the address and
/// length of a file's name, a line and a column.
fn forget_places(data: &mut [u8], start: usize) {
    let word = |data: &[u8], at: usize| {
        let bytes = data.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let file = |data: &[u8], at: usize| {
        let name = word(data, at)?.checked_sub(start)?;
        let name = name..name.checked_add(word(data, at + 4)?)?;
        let is_place = data.get(name.clone())?.ends_with(b".rs")
            && name.len() < 200
            && word(data, at + 8)? < 100_000
            && word(data, at + 12)? < 1_000;
        is_place.then_some(name)
    };
    let mut names = Vec::new();
    for at in (0..data.len()).step_by(4) {
        if let Some(name) = file(data, at) {
            data[at..at + 16].fill(0);
            names.push(name);
        }
    }
    for name in names {
        data[name].fill(0);
    }
}

/// Empties the sentences of the library's panics, which nobody says any more.
fn forget_messages(data: &mut [u8]) {
    let sentences = [
        "called `Option::unwrap()` on a `None` value",
        "called `Result::unwrap()` on an `Err` value",
        "attempt to add with overflow",
        "attempt to calculate the remainder with a divisor of zero",
        "attempt to divide by zero",
        "attempt to divide with overflow",
        "attempt to multiply with overflow",
        "attempt to negate with overflow",
        "attempt to shift left with overflow",
        "attempt to shift right with overflow",
        "attempt to subtract with overflow",
        "assertion failed: psize <= size + max_overhead",
        "assertion failed: psize >= size + min_overhead",
        "assertion failed: self.is_char_boundary(new_len)",
        "capacity overflow",
        "index out of bounds: the len is ",
        "internal error: entered unreachable code",
        "RefCell already borrowed",
        "RefCell already mutably borrowed",
    ];
    for sentence in sentences.map(str::as_bytes) {
        while let Some(at) = data.windows(sentence.len()).position(|some| some == sentence) {
            data[at..at + sentence.len()].fill(0);
        }
    }
}

/// Whether this is one of the library's functions that only panic, or say what a panic says.
fn panics(name: &str) -> bool {
    let is_library = ["core[", "core::", "alloc[", "alloc::", "std[", "std::", "<alloc[", "<std["]
        .iter()
        .any(|library| name.starts_with(library));
    let panics = [
        "::panicking::panic",
        "::unwrap_failed",
        "::expect_failed",
        "_fail",
        "::assert_failed",
        "::handle_error",
        "::panic_already_borrowed",
        "::panic_already_mutably_borrowed",
        "::panic_poisoned",
        "::do_panic",
    ];
    is_library && panics.iter().any(|panic| name.contains(panic))
}
