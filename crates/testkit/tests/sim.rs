//! The simulator as a test: many worlds, worlds that once broke a promise, and mistakes that have to be found.

#![expect(clippy::unwrap_used, reason = "a test stops where it is surprised")]

use testkit::sim::{Mistake, Script, play, run};

/// Plays a script that broke a promise once.
#[track_caller]
fn keeps(script: &str) {
    let script: Script = serde_json::from_str(script).unwrap();
    let played = play(&script, None, false);
    assert_eq!(played.violation, None);
}

/// How many worlds; a long run has more.
fn seeds() -> u64 {
    std::env::var("TERN_SIM_SEEDS").map_or(300, |seeds| seeds.parse().unwrap())
}

#[test]
fn many_worlds_keep_every_promise() {
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    let summary = run::play_many(1, seeds(), cores, |_, _| {});
    let broken: Vec<String> = summary
        .violations
        .keys()
        .take(3)
        .filter_map(|seed| run::explain(*seed, None))
        .map(|(script, violation)| run::regression(&script, &violation))
        .collect();
    assert!(summary.is_good(), "{}\n{}", broken.join("\n"), summary.report());
    assert!(summary.events > 300 * seeds(), "worlds in which nothing happens: {}", summary.report());
}

#[test]
fn the_same_seed_gives_the_same_trace_and_another_seed_another() {
    let traces: Vec<String> = [7, 100, 200]
        .into_iter()
        .map(|seed| {
            let [first, again] = [(); 2].map(|()| play(&Script::write(seed), None, false).trace);
            assert_eq!(first, again, "seed {seed}");
            first
        })
        .collect();
    assert!(traces[0] != traces[1] && traces[1] != traces[2]);
}

#[test]
fn planted_mistakes_are_found() {
    // Those that show soon; `cargo xtask sim --mutants` plants all of them.
    for name in ["drop_outbox_insert", "ack_before_commit", "lose_refusal", "drop_conflict"] {
        let mistake = Mistake::named(name).unwrap();
        assert!(run::plant(mistake, 1, 40, 2).is_some(), "{name} was not found");
    }
}

#[test]
fn a_reply_that_is_taken_back_leaves_nothing() {
    keeps(
        r#"{"seed":5,"desks":[0,1],"weather":{"delay_ms":1902,"tail_ms":103079,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.011,"garble":0.0,"portal":0.059,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":5,"push":1},"steps":[{"at_ms":282497,"deed":{"Do":{"desk":1,"act":"Reply","pick":4325915474454704921}}},{"at_ms":283447,"deed":{"Do":{"desk":1,"act":"Undo","pick":10224408060390220870}}}]}"#,
    );
}

#[test]
fn what_was_taken_in_on_a_ticket_that_left_ones_sight_goes_with_it() {
    keeps(
        r#"{"seed":31,"desks":[0,1,4,1,1],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":4,"push":200},"steps":[{"at_ms":163103,"deed":{"Do":{"desk":4,"act":"Team","pick":4197438750707163924}}},{"at_ms":225134,"deed":{"Cut":{"desk":1,"way":"Down","for_ms":216052}}},{"at_ms":229658,"deed":{"Do":{"desk":1,"act":"Reply","pick":7575420732416295239}}},{"at_ms":268841,"deed":{"Do":{"desk":3,"act":"Team","pick":17442482717918652310}}}]}"#,
    );
}

#[test]
fn what_is_sent_again_after_a_restore_is_shown_again() {
    keeps(
        r#"{"seed":55,"desks":[0,1,4,2],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":93,"push":200},"steps":[{"at_ms":7351,"deed":"Backup"},{"at_ms":60503,"deed":{"Do":{"desk":1,"act":"Team","pick":391987253464417575}}},{"at_ms":72631,"deed":{"Cut":{"desk":1,"way":"Both","for_ms":272471}}},{"at_ms":90518,"deed":{"Do":{"desk":2,"act":"Urgency","pick":11187350128624098585}}},{"at_ms":196656,"deed":"Restore"},{"at_ms":220656,"deed":{"Cut":{"desk":1,"way":"Both","for_ms":7836}}},{"at_ms":350082,"deed":"Look"}]}"#,
    );
}

#[test]
fn a_file_of_a_ticket_that_is_deleted_is_not_asked_for_in_a_circle() {
    keeps(
        r#"{"seed":223,"desks":[0,1],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":100,"push":200},"steps":[{"at_ms":20000,"deed":{"Cut":{"desk":0,"way":"Both","for_ms":20000}}},{"at_ms":21000,"deed":{"Do":{"desk":0,"act":"Attach","pick":1}}},{"at_ms":22000,"deed":{"Do":{"desk":0,"act":"Delete","pick":1}}}]}"#,
    );
}

#[test]
fn a_file_of_a_ticket_that_was_deleted_arrives_when_the_ticket_is_restored() {
    keeps(
        r#"{"seed":223,"desks":[0,1],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":100,"push":200},"steps":[{"at_ms":20000,"deed":{"Cut":{"desk":0,"way":"Both","for_ms":20000}}},{"at_ms":21000,"deed":{"Do":{"desk":0,"act":"Attach","pick":1}}},{"at_ms":22000,"deed":{"Do":{"desk":0,"act":"Delete","pick":1}}},{"at_ms":60000,"deed":{"Do":{"desk":0,"act":"Restore","pick":1}}}]}"#,
    );
}

#[test]
fn a_file_is_sent_though_the_pull_that_brought_its_row_broke() {
    keeps(
        r#"{"seed":1394,"desks":[0,1,2,0,3],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":1,"push":200},"steps":[{"at_ms":278163,"deed":{"Do":{"desk":1,"act":"Description","pick":4708508167784088730}}},{"at_ms":282740,"deed":{"Do":{"desk":1,"act":"Attach","pick":16755648356513144545}}},{"at_ms":290908,"deed":{"Do":{"desk":1,"act":"Resolution","pick":5429490072618308333}}},{"at_ms":327738,"deed":{"PowerLoss":{"desk":0,"for_ms":29525}}},{"at_ms":328993,"deed":{"Do":{"desk":2,"act":"Subject","pick":11477641887994734057}}},{"at_ms":380977,"deed":{"Do":{"desk":2,"act":"Resolution","pick":1307685248704559518}}},{"at_ms":416598,"deed":{"Do":{"desk":2,"act":"Urgency","pick":14375838569784638212}}},{"at_ms":418709,"deed":{"Storm":{"desk":4,"weather":{"delay_ms":1797,"tail_ms":29164,"lose_request":0.0,"lose_answer":0.1942745208482942,"double":0.0,"truncate":0.07304880910904404,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.029960479147371478,"proxied":true},"for_ms":220852}}},{"at_ms":438354,"deed":{"Do":{"desk":1,"act":"Subject","pick":7136066680348483527}}},{"at_ms":439825,"deed":{"Do":{"desk":3,"act":"Subject","pick":12854831779045052907}}},{"at_ms":440309,"deed":{"Do":{"desk":1,"act":"NewTicket","pick":3402414247473967890}}},{"at_ms":480989,"deed":{"Do":{"desk":4,"act":"Attach","pick":17130081230774630050}}},{"at_ms":484255,"deed":{"Do":{"desk":0,"act":"Chain","pick":6977317147577308063}}},{"at_ms":514255,"deed":{"Fetch":{"desk":2,"pick":2006560107427268460}}}]}"#,
    );
}

/// A desk whose clock was 56 days ahead wrote a reply; once the clock was right again the reply waited for that day.
#[test]
fn seed_251_keeps_promise_13() {
    keeps(
        r#"{"seed":251,"desks":[0,1,0],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":20,"push":1},"steps":[{"at_ms":154709,"deed":{"Storm":{"desk":0,"weather":{"delay_ms":1393,"tail_ms":87604,"lose_request":0.0,"lose_answer":0.0,"double":0.13547935074094936,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"for_ms":164104}}},{"at_ms":156733,"deed":{"Do":{"desk":0,"act":"Assign","pick":5109502583206143274}}},{"at_ms":157899,"deed":{"Do":{"desk":1,"act":"Reply","pick":1980273130081557985}}},{"at_ms":159111,"deed":{"Do":{"desk":0,"act":"Subject","pick":7069487204679232980}}},{"at_ms":160045,"deed":{"Do":{"desk":1,"act":"NewTicket","pick":8781157845787576419}}},{"at_ms":206149,"deed":{"ClockJump":{"desk":2,"ms":4846310986}}},{"at_ms":213711,"deed":{"Cut":{"desk":2,"way":"Up","for_ms":353900}}},{"at_ms":215560,"deed":{"Do":{"desk":1,"act":"Resolution","pick":6426949693794272328}}},{"at_ms":216856,"deed":{"Do":{"desk":2,"act":"Subject","pick":4305000841769076417}}},{"at_ms":217051,"deed":{"Do":{"desk":0,"act":"Chain","pick":18360649859940309097}}},{"at_ms":218558,"deed":{"Do":{"desk":0,"act":"Venom","pick":3324912393936439814}}},{"at_ms":250438,"deed":{"Do":{"desk":0,"act":"Venom","pick":16792154775229887922}}},{"at_ms":252744,"deed":{"Do":{"desk":2,"act":"Reply","pick":14678329146646131572}}}]}"#,
    );
}

/// A desk that was signed out for good hands over what waits; what somebody wrote while the server was asked was in
/// neither place once the copy was destroyed.
#[test]
fn nothing_is_written_past_what_a_revoked_desk_hands_over() {
    keeps(
        r#"{"seed":3276,"desks":[0,1],"weather":{"delay_ms":2000,"tail_ms":2000,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":100,"push":200},"steps":[{"at_ms":60000,"deed":{"Revoke":{"desk":1}}},{"at_ms":61000,"deed":{"Do":{"desk":1,"act":"Tag","pick":16940094520966468345}}},{"at_ms":65000,"deed":{"Do":{"desk":1,"act":"Subject","pick":2640990733196044476}}}]}"#,
    );
}

#[test]
fn the_same_backup_put_back_twice_mixes_nothing_up() {
    keeps(
        r#"{"seed":2673,"desks":[0,1],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":3,"push":200},"steps":[{"at_ms":6531,"deed":{"Do":{"desk":1,"act":"Time","pick":12793754602080776118}}},{"at_ms":6625,"deed":{"Do":{"desk":1,"act":"Status","pick":5483084887972355344}}},{"at_ms":7292,"deed":{"Do":{"desk":0,"act":"Note","pick":14051206071466299910}}},{"at_ms":25621,"deed":{"Storm":{"desk":0,"weather":{"delay_ms":1462,"tail_ms":17527,"lose_request":0.0,"lose_answer":0.0,"double":0.1197262064427221,"truncate":0.03646846497690972,"garble":0.03311028843168804,"portal":0.0,"busy":0.09878511522063055,"half_open":0.032706868072466054,"proxied":false},"for_ms":65798}}},{"at_ms":66263,"deed":"Backup"},{"at_ms":69640,"deed":{"Do":{"desk":1,"act":"Chain","pick":16554844148549551222}}},{"at_ms":71347,"deed":{"Do":{"desk":1,"act":"Subject","pick":6521783879724462963}}},{"at_ms":71419,"deed":{"Do":{"desk":1,"act":"Assign","pick":13908465279792898840}}},{"at_ms":87298,"deed":{"ServerKill":{"for_ms":12487}}},{"at_ms":160854,"deed":{"Do":{"desk":1,"act":"NewTicket","pick":15844605726009149634}}},{"at_ms":162223,"deed":{"Rest":{"person":2,"pick":2844634386574761305}}},{"at_ms":172463,"deed":"Restore"},{"at_ms":178183,"deed":{"Do":{"desk":0,"act":"Assign","pick":16834703942779875324}}},{"at_ms":179869,"deed":{"Do":{"desk":1,"act":"Time","pick":12581475657422135657}}},{"at_ms":250130,"deed":"Restore"}]}"#,
    );
}

#[test]
fn seed_5586_keeps_promise_1() {
    // The server is put back to before an edit, and before it asks for it again its desk is, too: both lost it by hand.
    keeps(
        r#"{"seed":5586,"desks":[0,1],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":99,"push":200},"steps":[{"at_ms":44482,"deed":"Backup"},{"at_ms":108195,"deed":{"Keep":{"desk":1}}},{"at_ms":123919,"deed":{"Do":{"desk":1,"act":"Assign","pick":14864754655482827691}}},{"at_ms":147994,"deed":{"Cut":{"desk":1,"way":"Both","for_ms":196925}}},{"at_ms":157742,"deed":"Restore"},{"at_ms":234679,"deed":{"PutBack":{"desk":1}}}]}"#,
    );
}

#[test]
fn seed_568_keeps_promise_1() {
    // The other way round: the desk is put back to before an edit that its server has, and then the server is.
    keeps(
        r#"{"seed":568,"desks":[0,1,4,4],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":111,"push":2},"steps":[{"at_ms":31122,"deed":{"Keep":{"desk":0}}},{"at_ms":37015,"deed":"Backup"},{"at_ms":89762,"deed":{"Do":{"desk":0,"act":"Reply","pick":12139696631133210421}}},{"at_ms":97884,"deed":{"PutBack":{"desk":0}}},{"at_ms":183881,"deed":"Restore"}]}"#,
    );
}

#[test]
fn seed_5773_keeps_promise_2() {
    // Two copies of a desk bring back what the server lost: one is refused, since the ticket is not back yet, and the
    // other is heard later, under a lower number; then the first asks again.
    keeps(
        r#"{"seed":5773,"desks":[0,1,5],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":75,"push":3},"steps":[{"at_ms":48068,"deed":{"EndSession":{"desk":0}}},{"at_ms":59947,"deed":{"Do":{"desk":1,"act":"VenomEdit","pick":8040341093074053358}}},{"at_ms":61096,"deed":{"Do":{"desk":0,"act":"Import","pick":7218832529474653455}}},{"at_ms":61702,"deed":{"Do":{"desk":2,"act":"NewTicket","pick":14474110753788508190}}},{"at_ms":62535,"deed":{"Do":{"desk":2,"act":"Undo","pick":3081966345165231265}}},{"at_ms":62984,"deed":"Backup"},{"at_ms":190924,"deed":{"Do":{"desk":2,"act":"Time","pick":1537340949069200288}}},{"at_ms":198109,"deed":{"Reach":{"person":2,"pick":13419308816930330265}}},{"at_ms":216727,"deed":{"Clone":{"desk":2}}},{"at_ms":223699,"deed":{"Do":{"desk":0,"act":"Urgency","pick":15234532067151258737}}},{"at_ms":223749,"deed":{"Do":{"desk":2,"act":"NewTicket","pick":9921690343246871027}}},{"at_ms":225856,"deed":{"Reach":{"person":4,"pick":15488024229913834913}}},{"at_ms":233812,"deed":"Restore"}]}"#,
    );
}

#[test]
fn seed_9101_keeps_promise_14() {
    // The last page of a copy brings back the record of a file, and the pull breaks right behind it: nothing came with the
    // next one, so nobody looked whether a file was to be sent.
    keeps(
        r#"{"seed":9101,"desks":[0,1,3],"weather":{"delay_ms":1557,"tail_ms":33963,"lose_request":0.017469406140031542,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.04232444197637544,"portal":0.0,"busy":0.0,"half_open":0.0294015441976334,"proxied":false},"tuning":{"page":88,"push":3},"steps":[{"at_ms":2669,"deed":{"Do":{"desk":0,"act":"Assign","pick":6967950825290173032}}},{"at_ms":19910,"deed":{"Cut":{"desk":2,"way":"Both","for_ms":142409}}},{"at_ms":20410,"deed":{"Reach":{"person":3,"pick":17546375193192876420}}},{"at_ms":21463,"deed":{"Do":{"desk":2,"act":"Delete","pick":13695299715631089260}}},{"at_ms":23953,"deed":{"Do":{"desk":2,"act":"Subject","pick":11619791970157391205}}},{"at_ms":27776,"deed":{"Do":{"desk":2,"act":"SaveView","pick":9615568412240243854}}},{"at_ms":28452,"deed":{"Do":{"desk":2,"act":"Link","pick":16544061889227481930}}},{"at_ms":32570,"deed":{"Do":{"desk":2,"act":"Assign","pick":8580173731942558098}}},{"at_ms":38274,"deed":{"Do":{"desk":2,"act":"Description","pick":13153875082866617204}}},{"at_ms":57947,"deed":{"Do":{"desk":2,"act":"Resolve","pick":3667799368147888749}}},{"at_ms":58619,"deed":{"Do":{"desk":0,"act":"Subject","pick":3254118599901522324}}},{"at_ms":84175,"deed":{"Storm":{"desk":1,"weather":{"delay_ms":282,"tail_ms":6704,"lose_request":0.15220254421654703,"lose_answer":0.0,"double":0.0,"truncate":0.06175559470666602,"garble":0.09924319513176852,"portal":0.0,"busy":0.06121781201017945,"half_open":0.0,"proxied":true},"for_ms":172725}}},{"at_ms":97339,"deed":{"Do":{"desk":0,"act":"SaveView","pick":16046101072148337336}}},{"at_ms":100804,"deed":{"Do":{"desk":2,"act":"Discard","pick":2306126630155563060}}},{"at_ms":145991,"deed":{"Do":{"desk":2,"act":"Subject","pick":9780660080015305202}}},{"at_ms":146658,"deed":{"Do":{"desk":2,"act":"Attach","pick":3408474614661473101}}},{"at_ms":147457,"deed":{"Do":{"desk":0,"act":"SaveView","pick":3000335227742182907}}},{"at_ms":236858,"deed":{"Fetch":{"desk":1,"pick":8704312891640362404}}}]}"#,
    );
}

#[test]
fn seed_2082_keeps_promise_13() {
    // A device is signed out for good, and before it has handed over what it has its server is put back to before its
    // session: nobody let it in any more, and it asked for ever.
    keeps(
        r#"{"seed":2082,"desks":[0,1,3,5,5],"weather":{"delay_ms":703,"tail_ms":112530,"lose_request":0.0,"lose_answer":0.0,"double":0.054781223802353556,"truncate":0.003655810010873384,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":5,"push":1},"steps":[{"at_ms":26730,"deed":{"Keep":{"desk":1}}},{"at_ms":30080,"deed":{"Do":{"desk":0,"act":"VenomEdit","pick":955217512711136594}}},{"at_ms":32211,"deed":{"Do":{"desk":4,"act":"SaveView","pick":2184307183816895526}}},{"at_ms":47918,"deed":{"Rest":{"person":4,"pick":5435878673124711500}}},{"at_ms":48314,"deed":{"Rest":{"person":4,"pick":17491136626460641771}}},{"at_ms":70511,"deed":{"Do":{"desk":0,"act":"SaveView","pick":8464397889529064370}}},{"at_ms":71010,"deed":"Backup"},{"at_ms":73251,"deed":{"PutBack":{"desk":1}}},{"at_ms":93494,"deed":{"Storm":{"desk":1,"weather":{"delay_ms":1472,"tail_ms":11174,"lose_request":0.0,"lose_answer":0.19984048688424802,"double":0.07130972181712751,"truncate":0.0,"garble":0.03148469248052471,"portal":0.017453908922685613,"busy":0.050174756863428795,"half_open":0.0,"proxied":true},"for_ms":283945}}},{"at_ms":119963,"deed":{"Do":{"desk":4,"act":"Tag","pick":15619248309391453939}}},{"at_ms":126530,"deed":{"Revoke":{"desk":1}}},{"at_ms":143152,"deed":"Restore"}]}"#,
    );
}

#[test]
fn seed_3802_keeps_promise_17() {
    // The page in which a first copy went from the open tickets to all the others had a ticket twice that had changed
    // meanwhile, and what hung on it was counted twice.
    keeps(
        r#"{"seed":3802,"desks":[0,1,2,3,2],"weather":{"delay_ms":392,"tail_ms":35041,"lose_request":0.07735778189917364,"lose_answer":0.0,"double":0.0,"truncate":0.08118009845703826,"garble":0.0,"portal":0.0,"busy":0.07798992266965069,"half_open":0.08805815453240903,"proxied":true},"tuning":{"page":25,"push":200},"steps":[{"at_ms":4282,"deed":{"Do":{"desk":2,"act":"Tag","pick":8329667453751206821}}},{"at_ms":4549,"deed":{"Cut":{"desk":1,"way":"Down","for_ms":114349}}},{"at_ms":7877,"deed":{"Do":{"desk":2,"act":"ChangeView","pick":341135560149257338}}},{"at_ms":18229,"deed":{"Cut":{"desk":3,"way":"Both","for_ms":326915}}},{"at_ms":23117,"deed":{"Do":{"desk":4,"act":"Reply","pick":13577265106372406956}}},{"at_ms":23357,"deed":{"Rest":{"person":2,"pick":1106216644607913247}}},{"at_ms":25155,"deed":{"Do":{"desk":2,"act":"Tag","pick":10606800953476748584}}},{"at_ms":27084,"deed":{"Do":{"desk":4,"act":"Release","pick":6695309358285411238}}},{"at_ms":84914,"deed":{"Do":{"desk":0,"act":"Attach","pick":2567206850372787823}}},{"at_ms":143122,"deed":{"Do":{"desk":2,"act":"Description","pick":5216877532234770655}}}]}"#,
    );
}

#[test]
fn seed_4875_keeps_promise_4() {
    // A backup of a history that was a second old was put back twice. Both histories began with the same commit, so that
    // versions of the one were taken for those of the other.
    keeps(
        r#"{"seed":4875,"desks":[0,1,2,3],"weather":{"delay_ms":40,"tail_ms":400,"lose_request":0.0,"lose_answer":0.0,"double":0.0,"truncate":0.0,"garble":0.0,"portal":0.0,"busy":0.0,"half_open":0.0,"proxied":false},"tuning":{"page":97,"push":200},"steps":[{"at_ms":111174,"deed":{"Do":{"desk":3,"act":"Urgency","pick":8387255230725800766}}},{"at_ms":111585,"deed":"Backup"},{"at_ms":134004,"deed":{"Do":{"desk":3,"act":"Time","pick":6942577202791481383}}},{"at_ms":135939,"deed":{"Do":{"desk":1,"act":"Time","pick":1235087061770026125}}},{"at_ms":168407,"deed":"Restore"},{"at_ms":169083,"deed":"Backup"},{"at_ms":178733,"deed":"Restore"},{"at_ms":188646,"deed":{"Rest":{"person":1,"pick":1978172748676906383}}},{"at_ms":190300,"deed":{"Do":{"desk":2,"act":"Reply","pick":5954511655723060434}}},{"at_ms":192134,"deed":{"Do":{"desk":0,"act":"Import","pick":11586923976625381133}}},{"at_ms":253014,"deed":{"Do":{"desk":0,"act":"Reply","pick":1349311844301400623}}},{"at_ms":253261,"deed":{"Do":{"desk":3,"act":"Untag","pick":7113317382278928797}}},{"at_ms":253694,"deed":{"Do":{"desk":3,"act":"Assign","pick":5461557329091128098}}},{"at_ms":274848,"deed":"Restore"}]}"#,
    );
}
