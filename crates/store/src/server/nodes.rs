//! Words between the nodes of one server: carried by PostgreSQL from one to all, and written into no table.

use crate::Db;
use crate::readers::Reader;
use anyhow::Context;
use sea_orm::sqlx::postgres::PgListener;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

/// What the other nodes say, as it comes.
pub struct Hearing(PgListener);

impl Hearing {
    /// The next word. A line that breaks is made anew, and what was said meanwhile is not heard.
    ///
    /// # Errors
    /// When the database cannot be reached; asking again tries again.
    pub async fn next(&mut self) -> anyhow::Result<String> {
        let said = self.0.recv().await.context("hearing the other nodes")?;
        Ok(said.payload().to_owned())
    }
}

impl Db {
    /// Says something to every node that hears this channel, this one included. On a file there is no other.
    ///
    /// # Errors
    /// When the database cannot be reached; then nobody heard it.
    pub async fn tell_nodes(&self, channel: &str, word: &str) -> anyhow::Result<()> {
        if self.is_sqlite() {
            return Ok(());
        }
        let values = [channel.into(), word.into()];
        let notify = Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_notify($1, $2)", values);
        self.reader().query_one_raw(notify).await.context("telling the other nodes")?;
        Ok(())
    }

    /// Hears what nodes say on a channel from here on; `None` on a file, where nobody else could say anything.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn hear_nodes(&self, channel: &str) -> anyhow::Result<Option<Hearing>> {
        let Reader::Postgres(connection) = self.reader() else { return Ok(None) };
        let pool = connection.get_postgres_connection_pool();
        let mut listener = PgListener::connect_with(pool).await.context("hearing the other nodes")?;
        listener.listen(channel).await.context("hearing the other nodes")?;
        Ok(Some(Hearing(listener)))
    }
}
