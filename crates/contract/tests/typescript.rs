//! The contract as the UI reads it.

#[test]
fn every_command_is_in_the_contract_once() {
    let text = contract::typescript::typescript();
    for name in ["board_column", "ticket_set", "host_connect", "undo_peek"] {
        assert_eq!(text.matches(&format!("  {name}: {{ input:")).count(), 1, "{name}");
    }
    assert!(!text.contains("bigint"), "JSON numbers arrive as numbers");
}
