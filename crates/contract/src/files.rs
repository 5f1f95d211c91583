//! What people see and decide of the files that this computer keeps and sends.

use domain::ids::{AttachmentId, MessageId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FileSettings {
    /// Files that the server has too make room beyond this; `None` keeps all.
    pub limit_bytes: Option<i64>,
    /// How fast files go, up and down together; `None` as fast as the line carries.
    pub bytes_per_second: Option<i64>,
    /// Whether large files wait while the network is metered.
    pub wait_on_metered: bool,
}

impl Default for FileSettings {
    fn default() -> Self {
        FileSettings { limit_bytes: Some(5 << 30), bytes_per_second: None, wait_on_metered: true }
    }
}

/// The files of this computer as they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FilesView {
    pub settings: FileSettings,
    /// What all files here take on the disk.
    pub stored_bytes: i64,
    /// Files that the server lacks.
    pub unsent: i64,
    pub unsent_bytes: i64,
    /// Of these, how many wait for a network that is not metered.
    pub held: i64,
    /// Whether the network is metered; `None` where the system does not say.
    pub metered: Option<bool>,
}

/// A file of a ticket as screens show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentView {
    pub id: AttachmentId,
    pub message: Option<MessageId>,
    pub name: String,
    pub mime: String,
    pub size_bytes: i64,
    pub state: FileState,
    /// Whether a program of the system may open it; what could run is only saved.
    #[serde(default)]
    pub opens: bool,
}

/// Where the bytes of an attachment are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    Here,
    /// Here, and not at the server yet.
    Waiting,
    /// Fetched from the server when somebody opens it.
    Elsewhere,
    /// Lost on this device before it was sent: attach it again.
    Broken,
}
