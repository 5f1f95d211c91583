//! What the plan promises, one promise a test: a conversation is played to it event by event.

use contract::wire::ErrorCode;
use sync::fault::Fault;
use sync::plan::{Action, Event, GATHER_MS, Lane, Left, Moment, Phase, Plan};

/// A plan with a clock that the test turns; the dice always show the middle.
struct Play {
    plan: Plan,
    now: u64,
}

impl Play {
    fn new() -> Self {
        Play { plan: Plan::new(), now: 0 }
    }

    fn say(&mut self, event: Event) -> Vec<Action> {
        self.plan.on(event, Moment(self.now), 0.5)
    }

    fn fail(&mut self, lane: Lane, fault: Fault) -> Vec<Action> {
        self.say(Event::Failed { lane, fault })
    }

    fn pass(&mut self, ms: u64) -> Vec<Action> {
        let until = self.now + ms;
        let mut actions = Vec::new();
        while let Some(next) = self.plan.next_wake(Moment(self.now)).filter(|next| next.0 <= until) {
            self.now = next.0;
            actions.extend(self.say(Event::Tick));
        }
        self.now = until;
        actions
    }

    fn phase(&self) -> Phase {
        self.plan.standing(Moment(self.now)).phase
    }

    fn error(&self) -> String {
        self.plan.standing(Moment(self.now)).error.unwrap_or_default()
    }

    fn is_quiet(&self) -> bool {
        self.plan.standing(Moment(self.now)).quiet
    }

    /// A device that has just said hello.
    fn greeted() -> (Self, Vec<Action>) {
        let mut play = Play::new();
        assert_eq!(play.say(Event::Tick), [Action::Refresh]);
        assert_eq!(play.say(Event::Refreshed), [Action::Greet]);
        let actions = play.say(Event::Greeted { head: 10 });
        (play, actions)
    }

    /// A device that has everything and listens.
    fn online() -> Self {
        let (mut play, _) = Play::greeted();
        play.say(Event::Pushed { sent: 0, left: Left::Nothing, head: 0 });
        play.say(Event::Sent { files: 0 });
        let actions = play.say(Event::Pulled { known: 10, rows: 0 });
        assert_eq!(actions, [Action::Listen(1)]);
        play.say(Event::Opened { id: 1 });
        play.say(Event::Heard { id: 1, head: 10 });
        play
    }
}

fn offline() -> Fault {
    Fault::Offline("connection refused".to_owned())
}

fn busy(retry_after_ms: Option<u64>) -> Fault {
    Fault::Busy { retry_after_ms, too_many: false, detail: "503".to_owned() }
}

#[test]
fn the_queue_is_sent_before_anything_is_fetched() {
    let (mut play, actions) = Play::greeted();
    assert_eq!(actions, [Action::Push]);
    let actions = play.say(Event::Pushed { sent: 5, left: Left::Nothing, head: 12 });
    assert_eq!(actions, [Action::Pull, Action::SendBlobs], "files go after the rows that name them");
}

#[test]
fn it_listens_once_everything_is_here() {
    let mut play = Play::online();
    assert_eq!(play.phase(), Phase::Online);
    assert!(play.is_quiet());
    assert_eq!(play.pass(14_000), [], "nothing to do but wait");
}

#[test]
fn news_are_fetched_when_the_server_calls() {
    let mut play = Play::online();
    assert_eq!(play.say(Event::Heard { id: 1, head: 10 }), [], "that is known");
    assert_eq!(play.say(Event::Heard { id: 1, head: 11 }), [Action::Pull]);
    assert_eq!(play.say(Event::Heard { id: 1, head: 12 }), [], "one pull at a time");
    assert_eq!(play.say(Event::Pulled { known: 11, rows: 0 }), [Action::Pull], "12 is still to come");
    assert_eq!(play.say(Event::Pulled { known: 12, rows: 0 }), []);
}

#[test]
fn a_server_that_lags_behind_its_own_call_is_asked_again_a_little_later() {
    let mut play = Play::online();
    play.say(Event::Heard { id: 1, head: 11 });
    assert_eq!(play.say(Event::Pulled { known: 10, rows: 0 }), [], "not at once");
    play.say(Event::Byte { id: 1 });
    assert_eq!(play.pass(2_000), [Action::Pull]);
}

#[test]
fn a_chain_of_edits_goes_in_one_batch() {
    let mut play = Play::online();
    assert_eq!(play.say(Event::Edited), []);
    assert_eq!(play.pass(GATHER_MS - 1), []);
    assert_eq!(play.say(Event::Edited), []);
    assert_eq!(play.pass(1), [Action::Push], "as long after the first edit, not after the last");
}

#[test]
fn two_batches_are_never_on_their_way_at_once() {
    let mut play = Play::online();
    play.say(Event::Edited);
    assert_eq!(play.pass(30), [Action::Push]);
    play.say(Event::Edited);
    assert_eq!(play.pass(5_000), []);
    let actions = play.say(Event::Pushed { sent: 1, left: Left::Nothing, head: 10 });
    assert_eq!(actions[0], Action::Push, "what came meanwhile goes next");
}

#[test]
fn someone_who_types_all_day_still_hears_the_others() {
    let mut play = Play::online();
    play.say(Event::Edited);
    play.pass(30);
    play.say(Event::Heard { id: 1, head: 11 });
    play.say(Event::Edited);
    play.pass(30);
    let actions = play.say(Event::Pushed { sent: 1, left: Left::Ready, head: 11 });
    assert_eq!(actions, [Action::Push, Action::Pull]);
}

#[test]
fn failures_wait_longer_and_longer_but_never_over_a_minute() {
    let mut play = Play::new();
    play.say(Event::Tick);
    let mut waits = Vec::new();
    for _ in 0..9 {
        assert_eq!(play.fail(Lane::Refresh, offline()), []);
        let start = play.now;
        let next = play.plan.next_wake(Moment(start)).unwrap();
        waits.push(next.0 - start);
        assert_eq!(play.pass(next.0 - start), [Action::Refresh]);
    }
    assert_eq!(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    assert_eq!(play.phase(), Phase::Offline);
}

#[test]
fn half_a_minute_of_health_forgets_old_failures() {
    let mut play = Play::online();
    for _ in 0..5 {
        play.say(Event::Edited);
        play.pass(30);
        play.fail(Lane::Push, offline());
        play.pass(60_000);
    }
    play.say(Event::Pushed { sent: 1, left: Left::Nothing, head: 10 });
    play.say(Event::Edited);
    play.pass(31_000);
    play.fail(Lane::Push, offline());
    let start = play.now;
    play.pass(500);
    assert!(play.now - start <= 500 && !play.is_quiet());
    assert!(
        play.plan.standing(Moment(start)).next_try.is_some_and(|at| at.0 - start == 500),
        "the first wait again"
    );
}

#[test]
fn the_server_says_when_to_return() {
    let mut play = Play::online();
    play.say(Event::Edited);
    play.pass(30);
    play.fail(Lane::Push, busy(Some(20_000)));
    play.say(Event::Heard { id: 1, head: 99 });
    assert_eq!(play.pass(19_900), [], "not even for news");
    let actions = play.pass(200);
    assert!(actions.contains(&Action::Push), "{actions:?}");
}

#[test]
fn a_push_that_fails_does_not_keep_news_away() {
    let mut play = Play::online();
    play.say(Event::Edited);
    play.pass(30);
    play.fail(Lane::Push, busy(None));
    assert_eq!(play.say(Event::Heard { id: 1, head: 11 }), [Action::Pull]);
}

#[test]
fn an_expired_token_is_refreshed_once_for_everybody() {
    let mut play = Play::online();
    play.pass(3_000);
    play.say(Event::Heard { id: 1, head: 11 });
    play.say(Event::Edited);
    assert_eq!(play.pass(30), [Action::Push]);
    assert_eq!(play.fail(Lane::Pull, Fault::Unauthorised), [Action::Refresh]);
    assert_eq!(play.fail(Lane::Push, Fault::Unauthorised), [], "the refresh is under way");
    let actions = play.say(Event::Refreshed);
    assert_eq!(actions, [Action::Push, Action::Pull]);
    assert_eq!(play.phase(), Phase::Online);
}

#[test]
fn a_late_answer_to_the_old_token_does_not_condemn_the_new_one() {
    let mut play = Play::online();
    play.pass(3_000);
    play.say(Event::Edited);
    play.pass(30);
    play.say(Event::Heard { id: 1, head: 11 });
    play.fail(Lane::Pull, Fault::Unauthorised);
    play.say(Event::Refreshed);
    let actions = play.fail(Lane::Push, Fault::Unauthorised);
    assert_eq!(actions, [Action::Push, Action::Pull], "again, with the new token");
    assert_ne!(play.phase(), Phase::SignIn);
}

#[test]
fn a_fresh_token_that_is_refused_too_asks_the_person() {
    let mut play = Play::online();
    play.pass(3_000);
    play.say(Event::Heard { id: 1, head: 11 });
    play.fail(Lane::Pull, Fault::Unauthorised);
    assert_eq!(play.say(Event::Refreshed), [Action::Pull]);
    assert_eq!(play.fail(Lane::Pull, Fault::Unauthorised), [Action::Hush]);
    assert_eq!(play.phase(), Phase::SignIn);
}

#[test]
fn an_ended_session_keeps_still_and_signing_in_goes_on_where_it_was() {
    let mut play = Play::new();
    play.say(Event::Tick);
    play.fail(Lane::Refresh, Fault::Unauthorised);
    assert_eq!(play.phase(), Phase::SignIn);
    assert_eq!(play.say(Event::Edited), []);
    assert_eq!(play.pass(600_000), [], "nothing is asked without a session");
    assert_eq!(play.say(Event::SignedIn), [Action::Greet]);
    assert_eq!(play.say(Event::Greeted { head: 10 }), [Action::Push], "the queue is still there");
}

#[test]
fn a_network_without_a_server_is_no_reason_to_sign_in_again() {
    let mut play = Play::new();
    play.say(Event::Tick);
    play.fail(Lane::Refresh, offline());
    assert_eq!(play.phase(), Phase::Offline);
}

#[test]
fn too_old_a_version_stops_sending_but_not_reading() {
    let mut play = Play::online();
    play.say(Event::Edited);
    play.pass(30);
    play.fail(Lane::Push, Fault::Upgrade("2 to 3".to_owned()));
    assert_eq!(play.phase(), Phase::Upgrade);
    assert!(play.error().contains("kept"), "{}", play.error());
    assert_eq!(play.say(Event::Heard { id: 1, head: 11 }), [Action::Pull]);
    play.say(Event::Pulled { known: 11, rows: 0 });
    play.say(Event::Byte { id: 1 });
    assert_eq!(play.pass(30_000), []);
    let actions = play.say(Event::Nudged);
    assert!(actions.contains(&Action::Push), "a person may ask at once: {actions:?}");
}

#[test]
fn a_sign_in_page_of_the_network_is_not_success() {
    let mut play = Play::online();
    play.say(Event::Heard { id: 1, head: 11 });
    play.fail(Lane::Pull, Fault::Portal("text/html".to_owned()));
    assert_eq!(play.phase(), Phase::Offline);
    assert!(play.error().contains("network"), "{}", play.error());
}

#[test]
fn a_silent_stream_is_dead_after_forty_seconds() {
    let mut play = Play::online();
    assert_eq!(play.pass(39_999), []);
    let actions = play.pass(1);
    assert_eq!(actions, [Action::Hush, Action::Pull], "and the network is probed at once");
}

#[test]
fn a_heartbeat_keeps_the_stream_alive() {
    let mut play = Play::online();
    for _ in 0..8 {
        assert_eq!(play.pass(15_000), []);
        play.say(Event::Byte { id: 1 });
    }
}

#[test]
fn a_stream_that_closes_thrice_in_ten_seconds_is_left_for_ten_minutes() {
    let mut play = Play::online();
    let closed = |id| Event::Closed { id, fault: Fault::Offline("end".to_owned()) };
    for id in 1..=3 {
        play.say(closed(id));
        play.say(Event::Pulled { known: 10, rows: 0 });
        let actions = play.pass(2_000);
        if id < 3 {
            assert_eq!(actions, [Action::Listen(id + 1)]);
            play.say(Event::Opened { id: id + 1 });
        } else {
            assert_eq!(actions, [], "no fourth stream");
        }
    }
    let mut listens = 0;
    let mut pulls = 0;
    let start = play.now;
    while play.now - start < 590_000 {
        for action in play.pass(1_000) {
            match action {
                Action::Pull => {
                    pulls += 1;
                    play.say(Event::Pulled { known: 10, rows: 0 });
                }
                Action::Listen(_) => listens += 1,
                Action::Greet
                | Action::Push
                | Action::SendBlobs
                | Action::Refresh
                | Action::Wait(_)
                | Action::Forget(_)
                | Action::Hush => unreachable!("{action:?}"),
            }
        }
    }
    assert_eq!(listens, 0);
    assert!((9..=40).contains(&pulls), "every 15 to 60 s: {pulls}");
    assert!(play.pass(20_000).contains(&Action::Listen(4)), "then the stream gets another chance");
}

#[test]
fn behind_a_proxy_that_holds_events_back_a_held_request_brings_the_news() {
    let mut play = Play::online();
    for id in 1..=3 {
        play.say(Event::Closed { id, fault: Fault::Offline("end".to_owned()) });
        let mut actions = play.say(Event::Pulled { known: 10, rows: 0 });
        actions.extend(play.pass(2_000));
        if id < 3 {
            play.say(Event::Opened { id: id + 1 });
        } else {
            assert!(actions.contains(&Action::Wait(10)), "{actions:?}");
        }
    }
    assert!(play.is_quiet(), "waiting is no work");
    assert_eq!(play.say(Event::Waited { head: 12 }), [Action::Pull]);
    play.say(Event::Pulled { known: 12, rows: 1 });
    assert_eq!(play.pass(1_000), [Action::Wait(12)], "and on");
    play.say(Event::Waited { head: 12 });
    assert_eq!(play.pass(400), [], "never in a circle");
    assert_eq!(play.pass(200), [Action::Wait(12)]);
}

#[test]
fn a_stream_that_never_says_anything_gives_way_to_polling() {
    let (mut play, _) = Play::greeted();
    play.say(Event::Pushed { sent: 0, left: Left::Nothing, head: 0 });
    play.say(Event::Sent { files: 0 });
    play.say(Event::Pulled { known: 10, rows: 0 });
    play.say(Event::Opened { id: 1 });
    assert_eq!(play.pass(2_000), [Action::Pull], "what happened before it opened is asked for");
    play.say(Event::Pulled { known: 10, rows: 0 });
    assert_eq!(play.pass(18_000), [Action::Hush, Action::Wait(10)]);
    assert_eq!(play.pass(60_000), [Action::Pull]);
}

#[test]
fn what_an_old_stream_still_says_is_ignored() {
    let mut play = Play::online();
    assert_eq!(play.say(Event::Heard { id: 0, head: 99 }), []);
    assert_eq!(play.say(Event::Closed { id: 0, fault: offline() }), []);
}

#[test]
fn a_planned_restart_spreads_the_return() {
    let mut play = Play::online();
    assert_eq!(play.say(Event::Bye { id: 1, spread_ms: 30_000 }), [Action::Hush]);
    assert_eq!(play.pass(14_000), []);
    assert_eq!(play.pass(2_000), [Action::Listen(2)]);
}

#[test]
fn asking_now_does_not_wait_for_the_next_try() {
    let mut play = Play::new();
    play.say(Event::Tick);
    for _ in 0..7 {
        play.fail(Lane::Refresh, offline());
        play.pass(60_000);
    }
    play.fail(Lane::Refresh, offline());
    assert_eq!(play.say(Event::Nudged), [Action::Refresh]);
    assert_eq!(play.fail(Lane::Refresh, offline()), []);
    assert_eq!(play.say(Event::Nudged), [], "but not more than once a second");
}

#[test]
fn another_network_drops_connections_that_cannot_be_trusted() {
    let mut play = Play::online();
    let actions = play.say(Event::Roused);
    assert_eq!(actions[0], Action::Hush);
    assert!(actions.contains(&Action::Push), "{actions:?}");
}

#[test]
fn another_history_forgets_the_feed_alone_and_starts_over() {
    let mut play = Play::online();
    let history = uuid::Uuid::from_u128(7);
    play.say(Event::Edited);
    play.pass(30);
    play.say(Event::Heard { id: 1, head: 11 });
    assert_eq!(play.fail(Lane::Pull, Fault::History(history)), [], "not while a push is on its way");
    assert_eq!(play.fail(Lane::Push, Fault::History(history)), [Action::Forget(history)]);
    assert_eq!(play.say(Event::Forgot), [Action::Greet]);
    let actions = play.say(Event::Greeted { head: 3 });
    assert_eq!(actions, [Action::SendBlobs], "both lanes wait out their failure");
    assert_eq!(play.pass(1_000), [Action::Push, Action::Pull]);
}

#[test]
fn two_servers_behind_one_name_do_not_make_a_storm() {
    let mut play = Play::online();
    play.say(Event::Heard { id: 1, head: 11 });
    play.fail(Lane::Pull, Fault::History(uuid::Uuid::from_u128(1)));
    let mut asked = 0;
    for round in 0..60 {
        for action in play.pass(1_000) {
            asked += 1;
            match action {
                Action::Forget(_) => {
                    play.say(Event::Forgot);
                }
                Action::Greet => {
                    play.fail(Lane::Greet, Fault::History(uuid::Uuid::from_u128(round)));
                }
                Action::Push
                | Action::Pull
                | Action::SendBlobs
                | Action::Refresh
                | Action::Wait(_)
                | Action::Listen(_)
                | Action::Hush => {}
            }
        }
    }
    assert!(asked < 30, "{asked} in a minute");
}

#[test]
fn a_refused_file_does_not_hold_up_the_rest() {
    let mut play = Play::online();
    play.say(Event::Edited);
    play.pass(30);
    let actions = play.say(Event::Pushed { sent: 1, left: Left::Nothing, head: 10 });
    assert_eq!(actions, [Action::SendBlobs]);
    let refused = Fault::Refused { code: ErrorCode::TooLarge, detail: "too large".to_owned() };
    play.fail(Lane::Blobs, refused);
    assert_eq!(play.phase(), Phase::Online);
    play.say(Event::Edited);
    assert_eq!(play.pass(30), [Action::Push]);
}

#[test]
fn a_reply_that_may_still_be_taken_back_goes_when_its_time_is_over() {
    let mut play = Play::online();
    play.say(Event::Edited);
    play.pass(30);
    assert_eq!(play.say(Event::Pushed { sent: 0, left: Left::Held, head: 0 }), []);
    assert!(!play.is_quiet());
    assert_eq!(play.pass(500), [Action::Push], "nobody has to edit anything for it");
    play.say(Event::Pushed { sent: 1, left: Left::Nothing, head: 10 });
    play.say(Event::Sent { files: 0 });
    assert!(play.is_quiet());
}

#[test]
fn a_file_is_sent_when_the_row_that_names_it_has_come_back() {
    let mut play = Play::online();
    play.say(Event::Heard { id: 1, head: 11 });
    assert_eq!(play.say(Event::Pulled { known: 11, rows: 1 }), [Action::SendBlobs]);
    play.say(Event::Sent { files: 1 });
    play.say(Event::Heard { id: 1, head: 12 });
    assert_eq!(play.say(Event::Paged), [Action::SendBlobs], "though the pull may break after it");
}
