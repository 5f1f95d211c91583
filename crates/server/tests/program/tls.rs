//! TLS by certificate files.

use super::{answer, request};
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use server::{Options, TlsFiles, start};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;

fn ask(address: SocketAddr, root: CertificateDer<'static>) -> std::io::Result<(u16, String)> {
    let mut roots = RootCertStore::empty();
    roots.add(root).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut line = StreamOwned::new(connection, TcpStream::connect(address)?);
    line.write_all(request("GET", "/health", "").as_bytes())?;
    let mut text = String::new();
    line.read_to_string(&mut text)?;
    Ok(answer(&text))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_with_a_certificate_speaks_tls_only() {
    let data = tempfile::tempdir().unwrap();
    let (certificate, key) = (data.path().join("cert.pem"), data.path().join("key.pem"));
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let options =
        Options { tls: Some(TlsFiles { certificate, key }), ..Options::local(&data.path().join("data")) };
    let running = start(options).await.unwrap();
    assert!(running.url().starts_with("https://"));
    let address = running.address();
    let root = made.cert.der().clone();
    let (status, body) = tokio::task::spawn_blocking(move || ask(address, root)).await.unwrap().unwrap();
    assert_eq!(status, 200);
    assert!(body.contains("\"ok\""));
    let plain = tokio::task::spawn_blocking(move || {
        let mut line = TcpStream::connect(address)?;
        line.write_all(request("GET", "/health", "").as_bytes())?;
        let mut text = String::new();
        line.read_to_string(&mut text).map(|_| text)
    });
    let heard = plain.await.unwrap().unwrap_or_default();
    assert!(!heard.contains("200 OK"), "nothing is said in the clear");
    running.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_that_is_none_is_told() {
    let data = tempfile::tempdir().unwrap();
    let file = data.path().join("cert.pem");
    std::fs::write(&file, "not a certificate").unwrap();
    let tls = Some(TlsFiles { certificate: file.clone(), key: file });
    let error = start(Options { tls, ..Options::local(data.path()) }).await.err().unwrap();
    assert!(format!("{error:#}").contains("cert.pem"), "{error:#}");
}
