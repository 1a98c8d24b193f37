//! Tests that only the page can use the server, and that nothing sent to it can stop it.

use super::server::{Answer, Server};
use super::story;
use serde_json::json;

#[test]
fn all_answers_forbid_what_the_page_does_not_need() {
    let server = Server::of(&story("page_headers"));
    for (path, content_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/style.css", "text/css; charset=utf-8"),
        ("/page.js", "text/javascript; charset=utf-8"),
        ("/api/state", "application/json"),
        ("/missing", "application/json"),
    ] {
        let answer = server.get(path);
        assert_eq!(answer.status, if path == "/missing" { 404 } else { 200 }, "{path}");
        for header in [
            &format!("content-type: {content_type}"),
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
             img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "x-content-type-options: nosniff",
            "referrer-policy: no-referrer",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(answer.head.contains(&format!("\r\n{header}\r\n")), "{path}: {header}\n{}", answer.head);
        }
        assert!(!answer.head.contains("access-control"), "{path}");
    }
}

#[test]
fn a_name_that_leads_here_is_not_the_server() {
    let server = Server::of(&story("page_host"));
    let port = server.port;
    let get = |target: &str, headers: &str| {
        server.send(format!("GET {target} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n")).status
    };
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
        assert_eq!(get("/api/state", &format!("Host: {host}:{port}\r\n")), 200, "{host}");
    }
    for headers in [
        format!("Host: rebound.example:{port}\r\n"),
        format!("Host: 127.0.0.1.rebound.example:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        format!("Host: localhost:{}\r\n", port - 1),
        format!("Host: localhost:{port}\r\nHost: rebound.example:{port}\r\n"),
        String::new(),
    ] {
        for target in ["/", "/page.js", "/api/state", "/api/changes"] {
            assert_eq!(get(target, &headers), 421, "{target} {headers}");
        }
    }
    let host = format!("Host: localhost:{port}\r\n");
    assert_eq!(get(&format!("http://localhost:{port}/api/state"), &host), 200);
    assert_eq!(get(&format!("http://rebound.example:{port}/api/state"), &host), 421);
}

#[test]
fn other_sites_can_neither_read_nor_write() {
    let server = Server::of(&story("page_sites"));
    let body = json!({ "pattern": "{}", "event": "{}" }).to_string();
    let json = "Content-Type: application/json; charset=utf-8\r\n";
    let post = |headers: &str| server.request("POST", "/api/judge", headers, &body).status;
    let own = format!("Origin: http://127.0.0.1:{}\r\n", server.port);
    assert_eq!(post(json), 200);
    assert_eq!(post(&format!("{json}{own}Sec-Fetch-Site: same-origin\r\n")), 200);
    for headers in [
        "Origin: http://example.com\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:1\r\n",
        "Origin: https://localhost\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        assert_eq!(post(&format!("{json}{headers}")), 403, "{headers}");
    }
    // Browsers send these to other sites without asking.
    for headers in ["", "Content-Type: text/plain\r\n", "Content-Type: application/x-www-form-urlencoded\r\n"] {
        assert_eq!(post(&format!("{headers}{own}")), 415, "{headers}");
    }
    let get = |path: &str, site: &str| server.request("GET", path, &format!("Sec-Fetch-Site: {site}\r\n"), "").status;
    for path in ["/api/state", "/api/changes", "/api/rules/0"] {
        assert_eq!(get(path, "cross-site"), 403, "{path}");
    }
    assert_eq!((get("/", "cross-site"), get("/api/state", "none")), (200, 200));
}

#[test]
fn a_request_that_makes_no_sense_is_refused() {
    let server = Server::of(&story("page_requests"));
    let status = |Answer { status, .. }: Answer| status;
    for (method, path, expected) in [
        ("POST", "/api/state", 405),
        ("DELETE", "/api/rules/0", 405),
        ("GET", "/api/save", 405),
        ("GET", "/api/rules/1", 404),
        ("GET", "/api/rules/-1", 404),
        ("GET", "/api/rules/x", 404),
        ("GET", "/api/rules/99999999999999999999999", 404),
        ("GET", "/api/rules", 404),
        ("GET", "/api/cells/0/1", 404),
        ("GET", "/api/cells/2/0", 404),
        ("GET", "/../Cargo.toml", 404),
        ("GET", "/assets/page.js", 404),
        ("HEAD", "/", 200),
    ] {
        assert_eq!(status(server.request(method, path, "Content-Type: application/json\r\n", "")), expected, "{path}");
    }
    let post = |path: &str, body: &str| server.request("POST", path, "Content-Type: application/json\r\n", body);
    for body in ["", "{", "[]", "{}", r#"{"pattern": 1, "event": ""}"#, r#"{"pattern": "\ud800", "event": ""}"#] {
        assert_eq!(post("/api/judge", body).status, 400, "{body}");
    }
    let save = r#"{"kind": "file", "index": 0, "revision": 0, "text": ""}"#;
    assert_eq!(post("/api/save", save).status, 400);
    let large = "x".repeat((8 << 20) + 1);
    assert_eq!(post("/api/judge", &large).status, 413);
    let chunked = format!(
        "POST /api/judge HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{large}\r\n0\r\n\r\n",
        server.port,
        large.len()
    );
    assert_eq!(server.send(chunked).status, 413);
}

#[test]
fn hostile_texts_do_not_stop_the_server() {
    let server = Server::of(&story("page_hostile"));
    let deep = |open: &str, close: &str, levels: usize| format!("{}[1]{}", open.repeat(levels), close.repeat(levels));
    let filters = |filter: &str, count: usize| format!("{{\"a\":[{}]}}", vec![filter; count].join(","));
    let branches = vec![r#"{"a":["x"]},{"b":["y"]}"#; 500].join(",");
    let event = r#"{"source":"a","detail":{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}}"#;
    for (pattern, event) in [
        (deep("{\"a\":", "}", 499), deep("{\"a\":", "}", 499)),
        (deep("{\"a\":", "}", 100_000), event.to_owned()),
        (deep("{\"$or\":[{\"a\":[1]},", "]}", 200), event.to_owned()),
        (filters(r#"{"wildcard":"*a*a*a*a*a*a*a*"}"#, 1000), event.to_owned()),
        (filters(r#"{"anything-but":{"wildcard":"*a*a*a*"}}"#, 2000), event.to_owned()),
        (format!("{{\"$or\":[{branches}]}}"), event.to_owned()),
        (r#"{"detail":{"a":[1]}}"#.to_owned(), format!("{{\"source\":\"a\",\"detail\":{}}}", deep("[", "]", 100_000))),
        (
            r#"{"c":{"a":[1],"b":[2]}}"#.to_owned(),
            format!("{{\"source\":\"a\",\"c\":[{}]}}", vec![r#"{"a":1}"#; 20_000].join(",")),
        ),
    ] {
        let answer = server.post("/api/judge", &json!({ "pattern": pattern, "event": event }));
        assert_eq!(answer.status, 200, "{} {answer:?}", &pattern[..pattern.len().min(100)]);
        let answer = server.post("/api/rule", &json!({ "pattern": pattern }));
        assert_eq!(answer.status, 200, "{} {answer:?}", &pattern[..pattern.len().min(100)]);
    }
    assert_eq!(server.state()["cells"], json!(["0", "1"]));
}
