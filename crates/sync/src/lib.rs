//! The device's conversation with a server: what to say next (`plan`), saying it (`run`), and over what (`http`).

mod client;
mod compare;
pub mod conversation;
mod copy;
mod desk;
pub mod engine;
pub mod fault;
mod files;
pub mod http;
mod lanes;
pub mod local;
mod log;
mod offset;
mod pace;
pub mod plan;
mod presence;
mod run;
pub mod session;
mod sse;
mod surrender;
mod timer;
pub mod transport;
mod view;

pub use client::{Limits, OffsetHearer, Ticks, WallClock, system_clock};
pub use conversation::{Files, Options, Sync, keep_tokens, sign_in, sign_out};
pub use engine::Engine;
pub use log::Log;
pub use pace::Pace;
pub use presence::Presence;
pub use session::{REFRESH_TOKEN, Secrets};
pub use surrender::HandedOver;
pub use timer::{Sleep, system_sleep};
