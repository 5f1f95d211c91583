//! Another program from which files are dragged onto a window and let go, as a file manager does it: the source's side of
//! XDND, version 5 (<https://www.freedesktop.org/wiki/Specifications/XDND/>).

use anyhow::{Context as _, Result, bail};
use std::time::{Duration, Instant};
use x11rb::CURRENT_TIME;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::*;
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

x11rb::atom_manager! {
    Atoms: AtomsCookie {
        XdndAware, XdndSelection, XdndEnter, XdndPosition, XdndStatus, XdndDrop, XdndFinished, XdndActionCopy,
        TARGETS, ATOM, URI_LIST: b"text/uri-list",
    }
}

const VERSION: u32 = 5;
const PATIENCE: Duration = Duration::from_secs(20);
/// A hand moves all the time, and what it moves over asks for the files before it says whether it takes them.
const MOVES: i16 = 20;
const BETWEEN_MOVES: Duration = Duration::from_millis(50);

/// Drags files, by their addresses, to a place within the largest window of a display and lets them go there. Returns when
/// the window has said that it is done with them.
///
/// # Errors
/// When there is no window that takes what is dragged, or it does not take these.
pub fn drag(display: &str, addresses: &[String], (x, y): (i16, i16)) -> Result<()> {
    let (connection, screen) = x11rb::connect(Some(display)).context("reaching the display")?;
    let root = connection.setup().roots.get(screen).context("a display has a screen")?.root;
    let atoms = Atoms::new(&connection)?.reply()?;
    let source = connection.generate_id()?;
    let aux = CreateWindowAux::new();
    connection.create_window(0, source, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &aux)?;
    connection.set_selection_owner(source, atoms.XdndSelection, CURRENT_TIME)?;
    let target = largest(&connection, root, atoms.XdndAware)?.context("no window takes what is dragged")?;
    let place = connection.translate_coordinates(target, root, x, y)?.reply()?;
    let list = addresses.iter().map(|address| format!("{address}\r\n")).collect::<String>();
    let mut hand = Hand { connection, atoms, source, target, list: list.into_bytes() };
    hand.say(hand.atoms.XdndEnter, [VERSION << 24, hand.atoms.URI_LIST, 0, 0])?;
    let begun = Instant::now();
    let mut step = 0;
    let takes = loop {
        // Each move is another one, or it is left out.
        let at = (u32::from(place.dst_x.cast_unsigned()) << 16)
            | u32::from((place.dst_y + step % 2).cast_unsigned());
        step += 1;
        hand.say(hand.atoms.XdndPosition, [0, at, CURRENT_TIME, hand.atoms.XdndActionCopy])?;
        let until = Instant::now() + BETWEEN_MOVES;
        let status = hand.hear(hand.atoms.XdndStatus, until)?;
        if step > MOVES && status.is_some_and(|said| said[1] & 1 == 1) {
            break true;
        }
        if begun.elapsed() > PATIENCE {
            break false;
        }
    };
    if !takes {
        bail!("the window does not take what is dragged over it");
    }
    hand.say(hand.atoms.XdndDrop, [0, CURRENT_TIME, 0, 0])?;
    hand.hear(hand.atoms.XdndFinished, Instant::now() + PATIENCE)?
        .context("the window is not done with it")?;
    Ok(())
}

/// What drags, and what it holds.
struct Hand {
    connection: RustConnection,
    atoms: Atoms,
    source: Window,
    target: Window,
    list: Vec<u8>,
}

impl Hand {
    fn say(&self, what: Atom, [a, b, c, d]: [u32; 4]) -> Result<()> {
        let message = ClientMessageEvent::new(32, self.target, what, [self.source, a, b, c, d]);
        self.connection.send_event(false, self.target, EventMask::NO_EVENT, message)?;
        self.connection.flush()?;
        Ok(())
    }

    /// Hands over what is asked for until the window says this, or it is late.
    fn hear(&mut self, what: Atom, until: Instant) -> Result<Option<[u32; 5]>> {
        while Instant::now() < until {
            match self.connection.poll_for_event()? {
                Some(Event::SelectionRequest(request)) => self.hand_over(&request)?,
                Some(Event::ClientMessage(message)) if message.type_ == what => {
                    return Ok(Some(message.data.as_data32()));
                }
                Some(_) => {}
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        }
        Ok(None)
    }

    fn hand_over(&self, request: &SelectionRequestEvent) -> Result<()> {
        let (to, atoms) = (request.requestor, &self.atoms);
        let mut property = request.property;
        if request.target == atoms.URI_LIST {
            self.connection.change_property8(PropMode::REPLACE, to, property, request.target, &self.list)?;
        } else if request.target == atoms.TARGETS {
            let kinds = [atoms.TARGETS, atoms.URI_LIST];
            self.connection.change_property32(PropMode::REPLACE, to, property, atoms.ATOM, &kinds)?;
        } else {
            property = x11rb::NONE;
        }
        let notice = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: to,
            selection: request.selection,
            target: request.target,
            property,
        };
        self.connection.send_event(false, to, EventMask::NO_EVENT, notice)?;
        self.connection.flush()?;
        Ok(())
    }
}

/// The largest window on the screen that says it takes what is dragged.
fn largest(connection: &RustConnection, root: Window, aware: Atom) -> Result<Option<Window>> {
    let mut found: Option<(u32, Window)> = None;
    let mut look_at = vec![root];
    while let Some(window) = look_at.pop() {
        look_at.extend(connection.query_tree(window)?.reply()?.children);
        let says = connection.get_property(false, window, aware, AtomEnum::ANY, 0, 1)?.reply()?;
        let shown = connection.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE;
        if says.value_len > 0 && shown {
            let size = connection.get_geometry(window)?.reply()?;
            let area = u32::from(size.width) * u32::from(size.height);
            if found.is_none_or(|(most, _)| area > most) {
                found = Some((area, window));
            }
        }
    }
    Ok(found.map(|(_, window)| window))
}
