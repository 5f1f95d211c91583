//! A disk without a free byte: the documented exit code, what to do about it in words, and nothing lost.

use crate::world::World;
use testkit::small_disk::SmallDisk;

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let world = World::empty();
    let Some(disk) = SmallDisk::mount(&world.folder(), 8).unwrap() else {
        eprintln!("SKIPPED: this user may not mount a small disk, so that none is filled");
        return;
    };
    world.ok(&["init", "--name", "Ada"]);
    world.ok(&["ticket", "new", "--subject", "Kept"]);

    disk.fill().unwrap();
    for words in [
        ["ticket", "new", "--subject", "Lost"].as_slice(),
        &["import", &crate::world::incidents().display().to_string(), "--preset", "servicenow"],
    ] {
        let (code, said) = world.fails(words);
        assert_eq!(code, 6, "{words:?}: {said}");
        let advised = ["Free some space", "make room"].iter().any(|advice| said.contains(advice));
        assert!(advised, "{words:?}: {said}");
    }

    disk.make_room().unwrap();
    assert_eq!(world.tickets(), 1, "what was there is there, and nothing by half");
    world.ok(&["ticket", "new", "--subject", "Goes on"]);
    assert_eq!(world.tickets(), 2);
}

#[test]
fn an_import_that_fills_the_disk_leaves_the_desk_as_it_was() {
    let world = World::empty();
    let Some(disk) = SmallDisk::mount(&world.folder(), 128).unwrap() else {
        eprintln!("SKIPPED: this user may not mount a small disk, so that none is filled");
        return;
    };
    world.ok(&["init", "--name", "Ada"]);
    world.ok(&["ticket", "new", "--subject", "Kept"]);
    let file = crate::world::incidents().display().to_string();
    let import = ["import", &file, "--preset", "servicenow"];

    // The end comes while the rows are read, while they are written, and while their history is.
    for kilobytes in [128, 1024, 4096] {
        disk.fill_all_but(kilobytes * 1024).unwrap();
        let (code, said) = world.fails(&import);
        assert_eq!(code, 6, "{kilobytes} KiB: {said}");
        assert!(said.contains("make room"), "{kilobytes} KiB: {said}");
        disk.make_room().unwrap();
        assert_eq!(world.tickets(), 1, "{kilobytes} KiB: nothing of it stays");
    }

    world.ok(&import);
    assert_eq!(world.tickets(), 595);
}
