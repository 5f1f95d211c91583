//! A number drawn as a round mark, as small as a task bar wants it: 1 to 9, and 9+ for what is more.

const GROUND: [u8; 4] = [0xC6, 0x2B, 0x31, 0xFF];
const INK: [u8; 4] = [0xFF, 0xFF, 0xFF, 0xFF];

/// Three columns and five rows for each sign, a row as three bits.
const DIGITS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b010, 0b010, 0b010],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];
const PLUS: [u8; 5] = [0b000, 0b010, 0b111, 0b010, 0b000];

/// How many pixels such a mark has on a screen of this density.
pub(super) fn side(scale: f64) -> u32 {
    [16, 20, 24, 32].into_iter().find(|side| f64::from(*side) >= 16.0 * scale).unwrap_or(32)
}

/// Draws it as rows of red, green, blue and opacity.
pub(super) fn draw(due: i64, side: u32) -> Vec<u8> {
    let signs = signs(due);
    let columns = if signs.len() == 1 { 3 } else { 7 };
    // A whole number of pixels for each dot, so that the edges stay sharp.
    let dot = (side * 5 / 8 / if columns == 3 { 5 } else { columns }).max(1);
    let (left, top) = ((side - columns * dot) / 2, (side - 5 * dot) / 2);
    let inked = |x: u32, y: u32| {
        let (Some(x), Some(y)) = (x.checked_sub(left), y.checked_sub(top)) else { return false };
        let (column, row) = (x / dot, y / dot);
        let sign = signs.get(usize::try_from(column / 4).unwrap_or(usize::MAX));
        let bits = sign.and_then(|sign| sign.get(usize::try_from(row).unwrap_or(usize::MAX)));
        column % 4 < 3 && bits.is_some_and(|bits| bits >> (2 - column % 4) & 1 == 1)
    };
    let radius = f64::from(side) / 2.0;
    let mut pixels = Vec::with_capacity(usize::try_from(side * side * 4).unwrap_or_default());
    for (y, x) in (0..side).flat_map(|y| (0..side).map(move |x| (y, x))) {
        let distance = (f64::from(x) + 0.5 - radius).hypot(f64::from(y) + 0.5 - radius);
        pixels.extend(match (inked(x, y), distance <= radius) {
            (true, _) => INK,
            (false, true) => GROUND,
            (false, false) => [0; 4],
        });
    }
    pixels
}

fn signs(due: i64) -> Vec<[u8; 5]> {
    match usize::try_from(due) {
        Ok(due) if due < DIGITS.len() => vec![DIGITS[due]],
        Ok(_) => vec![DIGITS[9], PLUS],
        Err(_) => vec![DIGITS[0]],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mark as text: `#` is ink, `o` the ground, a dot nothing.
    fn drawn(due: i64, side: u32) -> Vec<String> {
        let pixels = draw(due, side);
        let sign = |pixel: &[u8]| match pixel {
            [0xFF, 0xFF, 0xFF, 0xFF] => '#',
            [.., 0xFF] => 'o',
            _ => '.',
        };
        let row = usize::try_from(side * 4).unwrap();
        pixels.chunks_exact(row).map(|row| row.chunks_exact(4).map(sign).collect()).collect()
    }

    #[test]
    fn a_number_stands_in_the_middle_of_a_round_mark() {
        let mark = drawn(3, 16);
        assert_eq!(mark.len(), 16);
        assert_eq!(mark[0], ".....oooooo.....", "it is round");
        assert_eq!(mark[3], ".oooo######oooo.");
        assert_eq!(mark[5], "ooooooooo##ooooo");
        assert_eq!(mark[7], "ooooo######ooooo");
    }

    #[test]
    fn more_than_nine_is_nine_and_more_at_every_density() {
        for side in [16, 20, 24, 32] {
            assert_eq!(drawn(10, side), drawn(400, side));
            assert_ne!(drawn(9, side), drawn(10, side));
            for due in 1..=10 {
                let mark = drawn(due, side);
                let ink: Vec<_> = mark.iter().filter(|row| row.contains('#')).collect();
                assert!(ink.len() >= 5, "{due} is whole at {side}: {mark:?}");
                assert!(
                    ink.iter().all(|row| !row.starts_with('#') && !row.ends_with('#')),
                    "{due} at {side}"
                );
            }
        }
        assert_eq!([1.0, 1.25, 1.5, 1.75, 2.0, 3.0].map(side), [16, 20, 24, 32, 32, 32]);
    }
}
