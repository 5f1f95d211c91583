//! How alike two tickets read: what probably is the same thing is offered before it is written a second time.

use std::collections::BTreeSet;

/// So many words of a text are looked at; what somebody asks stands at its beginning.
const MOST_WORDS: usize = 16;
/// From here on two tickets are alike enough to be shown together.
const ALIKE: f64 = 0.45;
/// What a word counts that nobody has written yet, beside one that was written once.
const UNHEARD: f64 = 0.3;
/// What a word counts that stands in what is said, not in the subject.
const IN_PASSING: f64 = 0.5;

/// Words that say nothing of what a ticket is about, in the languages of the desk.
const EMPTY: &str = "a about after all also an and any are as at be because been but by can cannot could did do does \
    doesn don for from get gets getting had has have hello help hi how i if in into is isn it its just me my need \
    needs no not of on only or our please problem since so some still that the their there this to too up us very was \
    we were what when where which while who why will with won work working works would you your \
    aber alle als am an auch auf aus bei beim bitte da das dass dem den der des die doch du durch ein eine einem einen \
    einer er es funktioniert für geht habe haben hallo hat hier hilfe ich ihr im in ist ja kann kein keine mein meine \
    mich mir mit nach nicht nichts noch nur ob oder ohne seit sein sich sie sind so soll über um und uns unser vom von \
    vor war warum was weil wenn wer werden wie wir wird zu zum zur";

/// Endings that a word loses, so that it finds its other forms.
const ENDINGS: [&str; 5] = ["ing", "ed", "es", "en", "s"];

/// The words of a text that say what it is about, each as a beginning that its other forms share.
pub fn stems(text: &str) -> Vec<String> {
    let empty: BTreeSet<&str> = EMPTY.split_whitespace().collect();
    let mut stems: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let word = word.to_lowercase();
        if word.chars().count() < 2 || empty.contains(word.as_str()) {
            continue;
        }
        let stem = stem(&word);
        if !stems.contains(&stem) {
            stems.push(stem);
        }
        if stems.len() == MOST_WORDS {
            break;
        }
    }
    stems
}

fn stem(word: &str) -> String {
    let shorter = ENDINGS.into_iter().filter_map(|ending| word.strip_suffix(ending));
    let long_enough = |left: &&str| left.chars().count() >= 4 && !left.ends_with('s');
    shorter.into_iter().find(long_enough).unwrap_or(word).to_owned()
}

/// A word that is looked for, and how much it says: the fewer have it, the more.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighed {
    pub stem: String,
    pub weight: f64,
}

/// Weighs words by in how many of `all` places each of them stands.
pub fn weigh(found: &[(String, u32)], all: u32) -> Vec<Weighed> {
    let weight = |places: u32| match places {
        0 => UNHEARD * (1.0 + f64::from(all)).ln_1p(),
        _ => (f64::from(all) / f64::from(places)).ln_1p(),
    };
    found.iter().map(|(stem, places)| Weighed { stem: stem.clone(), weight: weight(*places) }).collect()
}

/// How alike a ticket reads, from 0 to 1; `None` when it is about something else.
pub fn likeness(asked: &[Weighed], subject: &str, description: &str) -> Option<f64> {
    let (in_subject, in_passing) = (stems(subject), stems(description));
    let among = |stem: &str, others: &[String]| others.iter().any(|other| same(stem, other));
    let all: f64 = asked.iter().map(|word| word.weight).sum();
    let shared: f64 = asked
        .iter()
        .map(|word| match () {
            () if among(&word.stem, &in_subject) => word.weight,
            () if among(&word.stem, &in_passing) => word.weight * IN_PASSING,
            () => 0.0,
        })
        .sum();
    // A short subject that is wholly part of a longer one is its twin, whatever else the longer one says.
    let met = in_subject.iter().filter(|stem| asked.iter().any(|word| same(&word.stem, stem))).count();
    let covered = match in_subject.len() {
        _ if met < 2 => 0.0,
        many => count(met) / count(many),
    };
    let share = if all > 0.0 { shared / all } else { 0.0 };
    let likeness = share.max(covered * 0.8);
    (likeness >= ALIKE).then_some(likeness)
}

/// In which order those that are alike are shown: what is open and what is recent comes forward, never far.
pub fn standing(likeness: f64, open: bool, age_millis: i64) -> f64 {
    const YEAR: f64 = 365.0 * 24.0 * 3_600_000.0;
    let years = (age_millis.max(0) as f64 / YEAR).min(1.0);
    likeness * if open { 1.0 } else { 0.8 } * (1.0 - 0.25 * years)
}

/// Whether two words are forms of one.
fn same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.starts_with(short) && (short.chars().count() >= 4 || short == long)
}

fn count(many: usize) -> f64 {
    f64::from(u32::try_from(many).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str, heard: &[&str]) -> Vec<Weighed> {
        let places = |stem: &String| u32::from(heard.iter().any(|word| stems(word).contains(stem)));
        weigh(&stems(text).into_iter().map(|stem| (stem.clone(), places(&stem))).collect::<Vec<_>>(), 50)
    }

    #[test]
    fn each_further_word_still_finds_the_twin() {
        let mut subject = String::from("VPN drops");
        for more in ["", " every morning", " since the last update", " of my laptop, please help"] {
            subject.push_str(more);
            let asked = asked(&subject, &["vpn", "drops"]);
            assert!(likeness(&asked, "VPN drops", "").is_some(), "{subject}");
            assert_eq!(
                likeness(&asked, "New keyboard for the front desk", "It is sticky"),
                None,
                "{subject}"
            );
        }
    }

    #[test]
    fn forms_of_a_word_are_one_and_empty_words_are_none() {
        assert_eq!(stems("The printers are not printing"), ["printer", "print"]);
        assert_eq!(stems("Der Drucker druckt nicht"), ["drucker", "druckt"]);
        assert_eq!(stems("please help me"), Vec::<String>::new());
        assert!(same("drop", "dropped") && !same("vpn", "vpnx") && !same("access", "printer"));
    }

    #[test]
    fn one_common_word_makes_no_likeness() {
        let words = [("email".to_owned(), 40), ("signature".to_owned(), 1), ("logo".to_owned(), 1)];
        let asked = weigh(&words, 50);
        assert_eq!(likeness(&asked, "Email address of the new colleague", ""), None);
        assert!(likeness(&asked, "Logo in the signature is old", "").is_some());
    }

    #[test]
    fn open_and_recent_ones_come_first_but_not_before_what_reads_much_more_alike() {
        let day = 24 * 3_600_000;
        assert!(standing(0.8, true, 0) > standing(0.8, false, 0));
        assert!(standing(0.8, true, day) > standing(0.8, true, 300 * day));
        assert!(standing(0.9, false, 300 * day) > standing(0.5, true, 0));
    }
}
