//! Finds the answer to a request.

use super::answer::{Answer, failure, json, nothing, stream, text};
use super::changes::{self, Current};
use super::request::{body, refusal};
use super::save::{self, Edit};
use super::{Server, Snapshot};
use crate::page::RuleDetails;
use crate::page::assets::{INDEX, SCRIPT, STYLE};
use crate::page::event::{EventView, ReadEvent};
use crate::page::judgement::Judgement;
use crate::page::pattern::PatternView;
use hyper::body::Incoming;
use hyper::header::{ALLOW, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request, StatusCode};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Maximum time for an answer. Patterns and events that are made to be slow take longer.
const MAX_ANSWER_TIME: Duration = Duration::from_secs(20);

/// Maximum time until a file that was saved is read again.
const MAX_CHANGE_TIME: Duration = Duration::from_secs(2);

/// Two texts to judge.
#[derive(Deserialize)]
struct Texts {
    pattern: String,
    event: String,
}

/// A pattern whose details are wanted, and the name of its rule.
#[derive(Deserialize)]
struct PatternText {
    pattern: String,
    #[serde(default = "default_name")]
    name: String,
}

fn default_name() -> String {
    "rule".to_owned()
}

/// The judgement of two texts.
#[derive(Serialize)]
struct Judged {
    pattern: PatternView,
    event: EventView,
    judgement: Judgement,
}

/// Answers a request.
pub(super) async fn answer(server: &Server, request: Request<Incoming>) -> Answer {
    let (head, content) = request.into_parts();
    if let Some(refusal) = refusal(&head, server.port) {
        return refusal;
    }
    let path: Vec<&str> = head.uri.path().split('/').skip(1).collect();
    let is_post = matches!(path.as_slice(), ["api", "judge" | "rule" | "save"]);
    let allowed = if is_post { &[Method::POST][..] } else { &[Method::GET, Method::HEAD] };
    if !allowed.contains(&head.method) {
        let mut answer = failure(StatusCode::METHOD_NOT_ALLOWED, "this method is not allowed here");
        answer.headers_mut().insert(ALLOW, HeaderValue::from_static(if is_post { "POST" } else { "GET, HEAD" }));
        return answer;
    }
    match path.as_slice() {
        [""] => text(StatusCode::OK, "text/html; charset=utf-8", INDEX),
        ["style.css"] => text(StatusCode::OK, "text/css; charset=utf-8", STYLE),
        ["page.js"] => text(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT),
        ["api", "changes"] => stream(changes::stream(server.current.clone())),
        ["api", name @ ("judge" | "rule" | "save")] => {
            post(server, name, &head, content).await.unwrap_or_else(|refusal| *refusal)
        }
        ["api", rest @ ..] => get(server, rest, head.uri.query()).await,
        _ => not_found(),
    }
}

fn not_found() -> Answer {
    failure(StatusCode::NOT_FOUND, "there is nothing at this address")
}

/// Answers a request with a body.
async fn post(server: &Server, name: &str, head: &Parts, content: Incoming) -> Result<Answer, Box<Answer>> {
    Ok(match name {
        "judge" => {
            let Texts { pattern, event } = body(head, content).await?;
            judging(server, move |current| json(&judged(&current.snapshot, &pattern, &event))).await
        }
        "rule" => {
            let PatternText { pattern, name } = body(head, content).await?;
            judging(server, move |current| json(&details(&current.snapshot, &pattern, &name))).await
        }
        _ => saved(server, body(head, content).await?).await,
    })
}

/// Saves a text. Waits until the page knows that the file changed, so that it can be saved again.
async fn saved(server: &Server, edit: Edit) -> Answer {
    let mut current = server.current.clone();
    current.mark_unchanged();
    let answer = judging(server, move |current| match save::save(current, &edit) {
        Ok(()) => nothing(),
        Err((status, message)) => failure(status, &message),
    })
    .await;
    if answer.status().is_success() {
        let _ = tokio::time::timeout(MAX_CHANGE_TIME, current.changed()).await;
    }
    answer
}

/// Answers a request for data.
async fn get(server: &Server, path: &[&str], query: Option<&str>) -> Answer {
    let path: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
    let revision = query.and_then(|query| query.split('&').find_map(|part| part.strip_prefix("revision=")));
    let revision = revision.and_then(|revision| revision.parse::<u64>().ok());
    judging(server, move |current| {
        if revision.is_some_and(|revision| revision != current.revision) {
            return failure(StatusCode::CONFLICT, "a file changed");
        }
        let snapshot = &current.snapshot;
        let index = |text: &str| text.parse::<usize>().unwrap_or(usize::MAX);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let found = match path.as_slice() {
            ["state"] => Some(json(&snapshot.state(current.revision, current.problem.as_deref()))),
            ["rules", rule] => snapshot.rule(index(rule)).map(|rule| json(&rule)),
            ["events", number] => event(snapshot, index(number)).map(|event| json(&event)),
            ["cells", event, rule] => cell(snapshot, index(event), index(rule)).map(|judgement| json(&judgement)),
            _ => None,
        };
        found.unwrap_or_else(not_found)
    })
    .await
}

/// Finds an answer on another thread, for a limited time.
async fn judging(server: &Server, find: impl FnOnce(&Current) -> Answer + Send + 'static) -> Answer {
    let current = server.current.borrow().clone();
    let answer = tokio::task::spawn_blocking(move || find(&current));
    match tokio::time::timeout(MAX_ANSWER_TIME, answer).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => failure(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        Err(_) => failure(StatusCode::SERVICE_UNAVAILABLE, "the answer takes too long"),
    }
}

/// Returns an event. `None` if there is no such event.
fn event(snapshot: &Snapshot, index: usize) -> Option<EventView> {
    let event = snapshot.events.get(index)?;
    Some(EventView::of_shown(event, ReadEvent::of(&event.shown_text(), &snapshot.known)))
}

/// Returns the judgement of a rule on an event. `None` if there is no such rule or event.
fn cell(snapshot: &Snapshot, event: usize, rule: usize) -> Option<Judgement> {
    let (event, rule) = (snapshot.events.get(event)?, snapshot.rules.get(rule)?);
    let text = event.shown_text();
    let event = ReadEvent::of(&text, &snapshot.known);
    Some(Judgement::of(&snapshot.read_pattern(&rule.text), &event, snapshot.schemas()))
}

fn judged(snapshot: &Snapshot, pattern_text: &str, event: &str) -> Judged {
    let pattern = snapshot.read_pattern(pattern_text);
    let event = ReadEvent::of(event, &snapshot.known);
    let judgement = Judgement::of(&pattern, &event, snapshot.schemas());
    let pattern = PatternView::of(pattern_text, &pattern, snapshot.schemas());
    Judged { pattern, event: EventView::of(event), judgement }
}

/// Returns the details of a pattern that is not in a file.
fn details(snapshot: &Snapshot, text: &str, name: &str) -> RuleDetails {
    let pattern = snapshot.read_pattern(text);
    let view = PatternView::of(text, &pattern, snapshot.schemas());
    RuleDetails::of(view, pattern, name, name, snapshot.schemas(), &snapshot.allowed)
}
