# Everything is installed into the project, once: `target/tools` and the `node_modules` folders.
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.PHONY: help start package page test test-rust test-wasm test-oracle test-package test-page lint bench soak clean

TOOLS := target/tools
WASM_BINDGEN := 0.2.130
WASM_PACK := 0.15.1
NPM := npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
export PATH := $(CURDIR)/$(TOOLS)/bin:$(PATH)

help: ## Say what there is to do
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

start: page ## Build everything and serve the page on localhost
	node www/serve.mjs

package: pkg/package.json ## Build the npm package into pkg/

page: www/dist/index.html ## Build the page into www/dist/

# --- building

RUST := Cargo.toml Cargo.lock $(shell find .cargo src -type f)
WWW := $(shell find www -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name screenshot.png)

pkg/package.json: $(RUST) $(wildcard pkg-config/*.*) LICENSE CHANGELOG.md $(TOOLS)/debug/bindgen pkg-config/build/node_modules/.package-lock.json $(TOOLS)/.wasm-target
	node pkg-config/build.mjs

www/dist/index.html: pkg/package.json $(WWW) www/node_modules/.package-lock.json
	node www/build.mjs

$(TOOLS)/.wasm-target:
	@mkdir -p $(TOOLS)
	rustup target add wasm32-unknown-unknown
	@touch $@

$(TOOLS)/debug/bindgen: pkg-config/build/Cargo.toml pkg-config/build/src/main.rs
	CARGO_TARGET_DIR=$(TOOLS) cargo build --quiet --manifest-path pkg-config/build/Cargo.toml
	@touch $@

%/node_modules/.package-lock.json: %/package.json %/package-lock.json
	cd $* && $(NPM)
	@touch $@

# --- testing

# What only the tests need: wasm-pack and its runner, Chromium and its driver.
$(TOOLS)/bin/wasm-pack:
	cargo install --quiet --locked --root $(TOOLS) wasm-pack --version $(WASM_PACK)

$(TOOLS)/bin/wasm-bindgen:
	cargo install --quiet --root $(TOOLS) wasm-bindgen-cli --version $(WASM_BINDGEN)

CHROMIUM := /usr/bin/chromium /usr/bin/chromedriver
$(CHROMIUM):
	apt-get update -qq
	apt-get install -y -qq chromium chromium-driver fonts-dejavu-core

test: lint test-rust test-wasm test-oracle test-package test-page ## Run every test

lint:
	cargo fmt --all --check
	cargo clippy --quiet --workspace --all-targets --locked -- -D warnings

test-rust: ## The rules, the laws, every module
	cargo test --workspace --locked
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --workspace --no-deps --locked

test-wasm: $(TOOLS)/.wasm-target $(TOOLS)/bin/wasm-pack $(TOOLS)/bin/wasm-bindgen $(CHROMIUM) ## The engine in Node and in Chromium
	WASM_BINDGEN_TEST_TIMEOUT=120 wasm-pack test --mode no-install --node -- --test wasm_node
	WASM_BINDGEN_TEST_TIMEOUT=120 WASM_BINDGEN_TEST_DRIVER_TIMEOUT=30 CHROMEDRIVER=/usr/bin/chromedriver wasm-pack test --mode no-install --headless --chrome -- --test wasm_browser

test-oracle: pkg/package.json ## The package against a second, naive reading of the rules
	node --test tests/oracle/

test-package: pkg/package.json tests/node_modules/.package-lock.json $(CHROMIUM) ## The packed tarball, as a customer installs it
	node --test tests/package/

test-page: www/dist/index.html tests/node_modules/.package-lock.json $(CHROMIUM) ## The page, as a person uses it
	node --test tests/page/

# --- measuring

bench: pkg/package.json tests/bench/node_modules/.package-lock.json $(CHROMIUM) ## Beside its peers, into tests/bench/RESULTS.md (ROWS=1000000 for the full run)
	node tests/bench/run.mjs

soak: www/dist/index.html tests/node_modules/.package-lock.json tests/bench/node_modules/.package-lock.json $(CHROMIUM) ## Filters beside DuckDB, odd files, and the browser killed while it saves; not part of `make test`
	node --test tests/soak/duckdb.test.mjs
	node --test tests/soak/odd-files.test.mjs
	node --test tests/soak/soak.test.mjs

clean: ## Remove what was built, not what was installed
	rm -rf pkg www/dist target/wasm32-unknown-unknown target/debug target/release
