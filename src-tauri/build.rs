//! Embeds configuration, icons, permissions and the built UI into the app.

fn main() {
    // `npm run build` writes it (`cargo xtask run` does that first); checking the Rust side must not need it.
    std::fs::create_dir_all("ui/dist").expect("the source tree is writable");
    if !std::path::Path::new("ui/dist/index.html").exists() {
        println!("cargo:warning=ui/dist is empty: this app has no screens; `cargo xtask run` builds them");
    }
    println!("cargo:rerun-if-changed=ui/dist");
    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("building the shell: {error:#}");
    }
}
