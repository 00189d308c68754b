//! `bindgen IN.wasm OUT_DIR`: writes `glue.js` and `glue_bg.wasm` for the web target.

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(wasm), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: bindgen IN.wasm OUT_DIR");
        std::process::exit(2);
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(wasm).out_name("glue").typescript(false).omit_default_module_path(true);
    // The entry files name the module, each in the way of its runtime.
    let written = bindgen.web(true).and_then(|bindgen| bindgen.generate(out));
    if let Err(error) = written {
        eprintln!("{error:?}");
        std::process::exit(1);
    }
}
