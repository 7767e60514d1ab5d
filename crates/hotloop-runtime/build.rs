//! Has LLVM's C++ library linked statically where there is an archive of it. LLVM's tables have 4,400 references to its
//! type information, which the dynamic linker would look up, by name, each time that the extension module is loaded.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const ARCHIVE: &str = "libstdc++.a";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let directory = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("static");
    if let Some(archive) = archive() {
        // llvm-sys asks for `-lstdc++`: of a directory that has the archive only, the linker takes that.
        let link = directory.join(ARCHIVE);
        let _ = fs::create_dir_all(&directory);
        let _ = fs::remove_file(&link);
        if std::os::unix::fs::symlink(&archive, &link).is_ok() {
            println!("cargo::rustc-link-search=native={}", directory.display());
        }
    }
}

/// Where the C compiler, which links, has it.
fn archive() -> Option<PathBuf> {
    let compiler = env::var("CC").unwrap_or_else(|_| "cc".into());
    let said = Command::new(compiler).arg(format!("-print-file-name={ARCHIVE}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8(said.stdout).ok()?.trim());
    // A compiler without one says the bare name.
    (path.is_absolute() && Path::new(&path).is_file()).then_some(path)
}
