//! Notices a database that was copied or restored without the place of its secrets: both hold a number that is another
//! one at each start. What travels together is noticed by the server, when a change of one copy meets one of the other.

use desk::Desk;
use sync::Secrets;
use uuid::Uuid;

/// Where database and secrets keep the number that says that they belong together.
const NONCE: &str = "nonce";

/// What stands for the number of a desk that never began.
const NO_START: &str = "none";

/// Looks at the number of the last start, and writes the number of this one.
pub(crate) async fn look(desk: &Desk, secrets: &dyn Secrets) -> anyhow::Result<()> {
    let next = announce(desk, secrets).await?;
    keep(desk, next).await?;
    secrets.put(NONCE, &next.to_string()).await
}

/// Marks a desk whose numbers differ, and writes the next one beside the last: until the database has the next one too,
/// both count, whenever this desk dies.
async fn announce(desk: &Desk, secrets: &dyn Secrets) -> anyhow::Result<Uuid> {
    let here: Option<Uuid> = store::state::get(desk.db(), NONCE).await?;
    let here = here.map_or_else(|| NO_START.to_owned(), |here| here.to_string());
    let there = secrets.get(NONCE).await?.unwrap_or_else(|| NO_START.to_owned());
    if !there.split_whitespace().any(|number| number == here) {
        desk.mark_copy().await?;
    }
    let next = Uuid::new_v4();
    secrets.put(NONCE, &format!("{here} {next}")).await?;
    Ok(next)
}

async fn keep(desk: &Desk, next: Uuid) -> anyhow::Result<()> {
    let tx = desk.db().begin().await?;
    store::state::put(&tx, NONCE, &next).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::{Identity, Open};
    use domain::ids::{DeviceId, PersonId};
    use store::vault::Folder;

    /// A desk of a server in a new folder.
    async fn connected(room: &tempfile::TempDir) -> Open {
        let folder = Folder::open(room.path()).unwrap();
        let key = folder.create_plain_key().await.unwrap();
        let identity = Identity {
            me: PersonId(Uuid::new_v4()),
            device: DeviceId(Uuid::new_v4()),
            server: Some("http://127.0.0.1:9".parse().unwrap()),
            email: None,
            device_name: None,
            sample: false,
        };
        Open::open(folder, &key, Some(identity)).await.unwrap()
    }

    /// Whether the desk takes itself for a copy: the server gives it a device of its own then.
    async fn suspects(open: &Open) -> bool {
        open.desk.is_copy().await.unwrap()
    }

    #[tokio::test]
    async fn a_desk_that_dies_between_its_two_numbers_is_no_copy() {
        let room = tempfile::tempdir().unwrap();
        let open = connected(&room).await;
        let secrets = open.secrets();
        // It dies before the database has a first number, after that, and before and after it has the next.
        announce(&open.desk, secrets.as_ref()).await.unwrap();
        let next = announce(&open.desk, secrets.as_ref()).await.unwrap();
        keep(&open.desk, next).await.unwrap();
        announce(&open.desk, secrets.as_ref()).await.unwrap();
        look(&open.desk, secrets.as_ref()).await.unwrap();
        assert!(!suspects(&open).await, "whichever of both was written, it is the same desk");
    }

    #[tokio::test]
    async fn a_desk_with_the_number_of_another_start_is_a_copy() {
        let room = tempfile::tempdir().unwrap();
        let open = connected(&room).await;
        let secrets = open.secrets();
        look(&open.desk, secrets.as_ref()).await.unwrap();
        let before: Option<Uuid> = store::state::get(open.desk.db(), NONCE).await.unwrap();
        look(&open.desk, secrets.as_ref()).await.unwrap();
        assert!(!suspects(&open).await);
        keep(&open.desk, before.unwrap()).await.unwrap();
        look(&open.desk, secrets.as_ref()).await.unwrap();
        assert!(suspects(&open).await, "its database is one of an earlier start");
    }
}
