//! Server-sent events out of a stream of bytes that may be cut anywhere.

use crate::fault::Fault;

/// No event of ours comes near this; a stream without line ends must not fill the memory.
const EVENT_LIMIT_BYTES: usize = 64 * 1024;

/// One event. The protocol's default name is `message`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) event: String,
    pub(crate) data: String,
}

#[derive(Debug, Default)]
pub(crate) struct Reader {
    line: Vec<u8>,
    /// The last byte was a carriage return, so a line feed now ends nothing new.
    after_return: bool,
    begun: bool,
    event: String,
    data: Option<String>,
}

impl Reader {
    /// Takes bytes in and returns the events that they complete.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Result<Vec<Said>, Fault> {
        let mut said = Vec::new();
        for byte in bytes {
            let after_return = std::mem::replace(&mut self.after_return, *byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\n' | b'\r' => {
                    let line = std::mem::take(&mut self.line);
                    said.extend(self.line(&line)?);
                }
                other => self.line.push(*other),
            }
            let held = self.line.len() + self.data.as_ref().map_or(0, String::len);
            if held > EVENT_LIMIT_BYTES {
                return Err(Fault::Garbage("an event without an end".to_owned()));
            }
        }
        Ok(said)
    }

    fn line(&mut self, line: &[u8]) -> Result<Option<Said>, Fault> {
        let line = std::str::from_utf8(line).map_err(|_| Fault::Garbage("events in no UTF-8".to_owned()))?;
        let begun = std::mem::replace(&mut self.begun, true);
        let line = if begun { line } else { line.trim_start_matches('\u{feff}') };
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            let event = if event.is_empty() { "message".to_owned() } else { event };
            return Ok(self.data.take().map(|data| Said { event, data }));
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event),
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            // A comment has an empty name; ids and retry times are not used.
            _ => {}
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(event: &str, data: &str) -> Said {
        Said { event: event.to_owned(), data: data.to_owned() }
    }

    #[test]
    fn events_survive_being_cut_anywhere() {
        let text = "\u{feff}: hi\r\nevent: head\r\nid: 7\r\ndata: {\"head\":7}\r\n\r\nevent:beat\ndata: a\ndata:b\n\n";
        let expected = vec![said("head", "{\"head\":7}"), said("beat", "a\nb")];
        for cut in 0..text.len() {
            let mut reader = Reader::default();
            let mut found = reader.take(&text.as_bytes()[..cut]).unwrap();
            found.extend(reader.take(&text.as_bytes()[cut..]).unwrap());
            assert_eq!(found, expected, "cut at {cut}");
        }
    }

    #[test]
    fn a_heartbeat_comment_is_no_event() {
        assert_eq!(Reader::default().take(b": beat\n\n").unwrap(), []);
    }

    #[test]
    fn an_event_without_an_end_is_refused() {
        let mut reader = Reader::default();
        assert!(reader.take(&vec![b'x'; EVENT_LIMIT_BYTES + 1]).is_err());
    }
}
