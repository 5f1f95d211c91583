//! What tests stand on: real desktops, real windows, real databases, all of them thrown away afterwards.

pub mod age;
#[cfg(target_os = "linux")]
pub mod desktop;
#[cfg(target_os = "linux")]
pub mod dragged;
pub mod fuzz;
pub mod http_host;
#[cfg(target_os = "linux")]
pub mod ill_disk;
#[cfg(target_os = "linux")]
pub mod panel;
mod pocket;
#[cfg(target_os = "linux")]
pub mod postgres;
#[cfg(target_os = "linux")]
pub mod proxy;
#[cfg(target_os = "linux")]
pub mod s3;
pub mod sim;
#[cfg(target_os = "linux")]
pub mod small_disk;
#[cfg(target_os = "linux")]
pub mod torture;
#[cfg(target_os = "linux")]
pub mod webdriver;

use anyhow::{Context as _, Result};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

/// Returns the repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("the kit lies two folders down")
        .to_owned()
}

/// Returns the folder for what a failed test leaves to look at.
pub fn leavings() -> PathBuf {
    let here = std::env::current_exe().unwrap_or_default();
    // Cargo marks its build folder with this file, wherever a configuration puts it.
    let build = here.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists());
    build.map_or_else(std::env::temp_dir, |folder| folder.join("xtask"))
}

/// Returns a loopback port that nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("looking for a free port")?;
    Ok(listener.local_addr().context("reading the free port")?.port())
}
