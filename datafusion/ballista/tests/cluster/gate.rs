//! A proxy in front of an S3 server, which holds back requests for objects until a test lets them through.

use std::collections::BTreeSet;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub(crate) struct Gate {
    pub(crate) port: u16,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// The number of requests that may still pass.
    allowed: usize,
    /// The number of requests that are held back.
    waiting: usize,
    /// The keys of the objects whose requests passed.
    read: BTreeSet<String>,
}

impl Gate {
    /// Starts a proxy that lets no request through.
    pub(crate) fn new(server: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let gate = Self { port, shared: shared.clone() };
        thread::spawn(move || {
            for client in listener.incoming() {
                let shared = shared.clone();
                // An error means that the client has gone away.
                thread::spawn(move || shared.forward(client?, server));
            }
        });
        gate
    }

    /// Lets this number of further requests through.
    pub(crate) fn let_through(&self, requests: usize) {
        self.shared.state.lock().unwrap().allowed += requests;
        self.shared.changed.notify_all();
    }

    /// Returns the number of requests that are held back.
    pub(crate) fn waiting(&self) -> usize {
        self.shared.state.lock().unwrap().waiting
    }

    /// Returns the keys of the objects whose requests passed.
    pub(crate) fn read(&self) -> BTreeSet<String> {
        self.shared.state.lock().unwrap().read.clone()
    }
}

impl Shared {
    /// Answers one request. The server closes the connection after its answer, and so does the proxy.
    fn forward(&self, mut client: TcpStream, server: u16) -> io::Result<()> {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") {
            client.read_exact(&mut byte)?;
            head.push(byte[0]);
        }
        let text = String::from_utf8_lossy(&head).into_owned();
        let key = text.strip_prefix("GET /events/").and_then(|rest| rest.split_once(' ')).map(|(key, _)| key);
        if let Some(key) = key.filter(|key| !key.is_empty() && !key.contains('?')) {
            let mut state = self.state.lock().unwrap();
            state.waiting += 1;
            state = self.changed.wait_while(state, |state| state.allowed == 0).unwrap();
            state.waiting -= 1;
            state.allowed -= 1;
            state.read.insert(key.to_owned());
        }
        let mut server = TcpStream::connect(("127.0.0.1", server))?;
        head.truncate(head.len() - 2);
        server.write_all(&head)?;
        server.write_all(b"Connection: close\r\n\r\n")?;
        io::copy(&mut server, &mut client)?;
        Ok(())
    }
}
