//! Events that somebody made to do harm: every way to run a program answers them rightly or with an error, on a small
//! stack and without the heap.

mod damage;
mod events;
mod large;
mod odd;
mod support;
