//! A throw-away store that speaks S3, where there is one to be had.

use anyhow::{Context as _, Result, ensure};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const BUCKET: &str = "tern";

/// A running store with an empty bucket; it ends with this value, since it watches the pipe that this holds.
pub struct S3 {
    port: u16,
    _script: Child,
}

impl S3 {
    /// Starts a store; `None` where `tests/env/s3.sh fetch` has not been run.
    ///
    /// # Errors
    /// When there is one and it does not come up.
    pub fn start() -> Result<Option<S3>> {
        let port = crate::free_port()?;
        let mut script = Command::new("bash")
            .arg(crate::root().join("tests/env/s3.sh"))
            .args(["hold", &port.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting tests/env/s3.sh")?;
        let mut answer = String::new();
        BufReader::new(script.stdout.take().expect("its output was asked for"))
            .read_line(&mut answer)
            .context("waiting for the store")?;
        if answer.trim() == "MISSING" {
            return Ok(None);
        }
        ensure!(answer.trim() == "READY", "the store did not come up: {}", script.wait()?);
        let s3 = S3 { port, _script: script };
        s3.make_bucket()?;
        Ok(Some(s3))
    }

    /// A place in the bucket.
    pub fn url(&self, prefix: &str) -> String {
        format!("s3://{BUCKET}/{prefix}")
    }

    /// What a server's environment says to reach it.
    pub fn environment(&self) -> Vec<(String, String)> {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "eu-west-1"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .to_vec()
    }

    fn make_bucket(&self) -> Result<()> {
        let mut line = TcpStream::connect(("127.0.0.1", self.port))?;
        let body = "<CreateBucketConfiguration><LocationConstraint>eu-west-1</LocationConstraint>\
                    </CreateBucketConfiguration>";
        let length = body.len();
        let request = format!(
            "PUT /{BUCKET} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
        );
        line.write_all(request.as_bytes())?;
        let mut answer = String::new();
        line.read_to_string(&mut answer)?;
        ensure!(answer.contains(" 200 "), "making a bucket: {answer}");
        Ok(())
    }
}
