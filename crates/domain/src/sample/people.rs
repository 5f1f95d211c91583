//! Who the sample is about: a maker of kitchen and cooling equipment, its customers, and its service desks.

use crate::import::{ImportedOrganisation, ImportedPerson, ImportedTeam};
use crate::person::Role;
use std::collections::BTreeSet;

/// The teams of the sample, by the place of their name in [`TEAMS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Desk {
    Workplace,
    Systems,
    Facilities,
    People,
    Field,
}

const TEAMS: [(&str, &str, &str); 5] = [
    ("service-desk", "Service Desk", "Laptops, accounts, software and everything that begins with a call"),
    ("systems", "Network & Systems", "Networks, servers, telephony and business applications"),
    ("facilities", "Facilities", "Buildings, rooms, access and company cars"),
    ("people", "People Operations", "Contracts, payroll, leave, joining and leaving"),
    ("field", "Field Service", "Machines at our customers' sites"),
];

impl Desk {
    pub(super) fn key(self) -> &'static str {
        TEAMS[self as usize].0
    }
}

pub(super) fn teams() -> Vec<ImportedTeam> {
    TEAMS
        .iter()
        .map(|(key, name, description)| ImportedTeam {
            key: (*key).to_owned(),
            name: (*name).to_owned(),
            description: Some((*description).to_owned()),
        })
        .collect()
}

/// An organisation: key, name, domain, tier, and the places of its people.
struct House {
    key: &'static str,
    name: &'static str,
    domain: &'static str,
    tier: &'static str,
    places: [&'static str; 2],
}

/// The first three are the company itself.
const HOUSES: [House; 12] = [
    house(
        "office",
        "Larkfield Head Office",
        "larkfield.example",
        "Internal",
        ["Leeds, 2nd floor", "Leeds, 4th floor"],
    ),
    house(
        "plant",
        "Larkfield Manufacturing",
        "larkfield.example",
        "Internal",
        ["Plant, hall A", "Plant, hall C"],
    ),
    house(
        "depot",
        "Larkfield Logistics",
        "larkfield.example",
        "Internal",
        ["Depot, gate 3", "Depot, office"],
    ),
    house("bakery", "Harbour Street Bakery", "harbourstreet.example", "Standard", ["Whitby", "Scarborough"]),
    house("aurelio", "Caffè Aurelio", "aurelio.example", "Standard", ["York", "Harrogate"]),
    house("brigid", "St Brigid's Hospital", "stbrigids.example", "Gold", ["Main kitchen", "Pharmacy store"]),
    house(
        "greenacre",
        "Greenacre Schools Trust",
        "greenacre.example",
        "Silver",
        ["Oakwood Primary", "Moorside High"],
    ),
    house("meridian", "Hotel Meridian", "meridian.example", "Gold", ["Banqueting", "Rooftop bar"]),
    house("nordlys", "Nordlys Seafood", "nordlys.example", "Gold", ["Hull, quay 7", "Grimsby"]),
    house("okafor", "Okafor Fresh Markets", "okaforfresh.example", "Silver", ["Bradford", "Halifax"]),
    house("sakura", "Sakura Dining", "sakuradining.example", "Silver", ["Manchester", "Sheffield"]),
    house("brightwater", "Brightwater Brewery", "brightwater.example", "Standard", ["Brewhouse", "Taproom"]),
];

const fn house(
    key: &'static str,
    name: &'static str,
    domain: &'static str,
    tier: &'static str,
    places: [&'static str; 2],
) -> House {
    House { key, name, domain, tier, places }
}

/// Where the people of all houses are.
pub(super) fn places() -> impl Iterator<Item = &'static str> {
    HOUSES.iter().flat_map(|house| house.places)
}

pub(super) fn organisations() -> Vec<ImportedOrganisation> {
    HOUSES
        .iter()
        .map(|house| ImportedOrganisation {
            key: house.key.to_owned(),
            name: house.name.to_owned(),
            domain: Some(house.domain.to_owned()),
            tier: Some(house.tier.to_owned()),
        })
        .collect()
}

/// Staff: name, mailbox, role, and the teams they work in.
const STAFF: [(&str, &str, Role, &[Desk]); 11] = [
    ("Maya Lindqvist", "maya.lindqvist", Role::Agent, &[Desk::Workplace]),
    ("Tomasz Wójcik", "tomasz.wojcik", Role::Agent, &[Desk::Workplace, Desk::Systems]),
    ("Adaeze Nwosu", "adaeze.nwosu", Role::Agent, &[Desk::Workplace]),
    ("Rafael Moreira", "rafael.moreira", Role::Agent, &[Desk::Systems]),
    ("Priya Raghavan", "priya.raghavan", Role::Manager, &[Desk::Systems, Desk::Workplace]),
    ("Gwen Pritchard", "gwen.pritchard", Role::Agent, &[Desk::Facilities]),
    ("Ibrahim Haddad", "ibrahim.haddad", Role::Technician, &[Desk::Facilities]),
    ("Sofia Papadaki", "sofia.papadaki", Role::Agent, &[Desk::People]),
    ("Hana Kobayashi", "hana.kobayashi", Role::Agent, &[Desk::People]),
    ("Callum Fraser", "callum.fraser", Role::Technician, &[Desk::Field]),
    ("Lerato Dlamini", "lerato.dlamini", Role::Technician, &[Desk::Field]),
];

/// Requesters: name, mailbox, and the place of their organisation in [`HOUSES`].
const REQUESTERS: [(&str, &str, usize); 84] = [
    ("Aaliyah Bennett", "aaliyah.bennett", 0),
    ("Björn Halvorsen", "bjorn.halvorsen", 0),
    ("Chidi Eze", "chidi.eze", 0),
    ("Claire Dubois", "claire.dubois", 0),
    ("Daniel Okoye", "daniel.okoye", 0),
    ("Dilnoza Karimova", "dilnoza.karimova", 0),
    ("Eleanor Whitaker", "eleanor.whitaker", 0),
    ("Emre Yıldız", "emre.yildiz", 0),
    ("Farah Siddiqui", "farah.siddiqui", 0),
    ("Freya Sørensen", "freya.sorensen", 0),
    ("George Mavros", "george.mavros", 0),
    ("Ha-eun Seo", "haeun.seo", 0),
    ("Ines Carvalho", "ines.carvalho", 0),
    ("Jamal Thompson", "jamal.thompson", 0),
    ("Jiayi Chen", "jiayi.chen", 0),
    ("Katarzyna Zielińska", "katarzyna.zielinska", 0),
    ("Liam O'Rourke", "liam.orourke", 0),
    ("Lucía Fernández", "lucia.fernandez", 0),
    ("Mehmet Aydın", "mehmet.aydin", 0),
    ("Nadia Benali", "nadia.benali", 0),
    ("Olivia Marsh", "olivia.marsh", 0),
    ("Oleksandr Bondar", "oleksandr.bondar", 0),
    ("Pooja Iyer", "pooja.iyer", 0),
    ("Quentin Moreau", "quentin.moreau", 0),
    ("Rosa Delgado", "rosa.delgado", 0),
    ("Samir Chaudhry", "samir.chaudhry", 0),
    ("Tamsin Holloway", "tamsin.holloway", 0),
    ("Valentina Rossi", "valentina.rossi", 0),
    ("Wanjiru Kamau", "wanjiru.kamau", 0),
    ("Yusuf Demir", "yusuf.demir", 0),
    ("Zoë van Dijk", "zoe.vandijk", 0),
    ("Alan Birtwistle", "alan.birtwistle", 1),
    ("Amina Diallo", "amina.diallo", 1),
    ("Bogdan Ionescu", "bogdan.ionescu", 1),
    ("Deepak Sharma", "deepak.sharma", 1),
    ("Eun-ji Park", "eunji.park", 1),
    ("Gareth Llewellyn", "gareth.llewellyn", 1),
    ("Grzegorz Pawlak", "grzegorz.pawlak", 1),
    ("Halima Yusuf", "halima.yusuf", 1),
    ("Jack Sutcliffe", "jack.sutcliffe", 1),
    ("Marek Novák", "marek.novak", 1),
    ("Nkechi Obi", "nkechi.obi", 1),
    ("Paulo Teixeira", "paulo.teixeira", 1),
    ("Sinéad Gallagher", "sinead.gallagher", 1),
    ("Thanh Nguyen", "thanh.nguyen", 1),
    ("Wei Zhang", "wei.zhang", 1),
    ("Abdi Warsame", "abdi.warsame", 2),
    ("Agnieszka Król", "agnieszka.krol", 2),
    ("Curtis Braithwaite", "curtis.braithwaite", 2),
    ("Doreen Hargreaves", "doreen.hargreaves", 2),
    ("Goran Petrović", "goran.petrovic", 2),
    ("Kwame Asante", "kwame.asante", 2),
    ("Mandeep Gill", "mandeep.gill", 2),
    ("Stefan Vasile", "stefan.vasile", 2),
    ("Yolanda Cruz", "yolanda.cruz", 2),
    ("Peter Storr", "peter", 3),
    ("Megan Storr", "megan", 3),
    ("Aurelio Conti", "aurelio", 4),
    ("Bianca Conti", "bianca", 4),
    ("Siobhán Keane", "s.keane", 5),
    ("Dr Anil Kapoor", "a.kapoor", 5),
    ("Grace Mwangi", "g.mwangi", 5),
    ("Tobias Lange", "t.lange", 5),
    ("Helen Ashworth", "h.ashworth", 6),
    ("Imran Qureshi", "i.qureshi", 6),
    ("Lowri Evans", "l.evans", 6),
    ("Antoine Lefèvre", "antoine.lefevre", 7),
    ("Camila Restrepo", "camila.restrepo", 7),
    ("Noor Rahman", "noor.rahman", 7),
    ("Viktor Lindgren", "viktor.lindgren", 7),
    ("Astrid Nygård", "astrid", 8),
    ("Einar Bakke", "einar", 8),
    ("Joanna Cross", "joanna", 8),
    ("Chinwe Okafor", "chinwe", 9),
    ("Emeka Okafor", "emeka", 9),
    ("Latoya Briggs", "latoya", 9),
    ("Haruto Tanaka", "haruto.tanaka", 10),
    ("Mei Watanabe", "mei.watanabe", 10),
    ("Kenji Mori", "kenji.mori", 10),
    ("Andrea Kovács", "andrea.kovacs", 10),
    ("Fergus Doyle", "fergus", 11),
    ("Beth Ollerton", "beth", 11),
    ("Ravi Menon", "ravi", 11),
    ("Saoirse Byrne", "saoirse", 11),
];

pub(super) fn people() -> Vec<ImportedPerson> {
    let staff = STAFF.iter().enumerate().map(|(place, (name, mailbox, role, desks))| ImportedPerson {
        key: (*mailbox).to_owned(),
        name: (*name).to_owned(),
        role: *role,
        email: Some(format!("{mailbox}@larkfield.example")),
        phone: Some(phone(400 + place)),
        organisation: Some(HOUSES[0].key.to_owned()),
        teams: desks.iter().map(|desk| desk.key().to_owned()).collect(),
        tier: None,
        location: Some(HOUSES[0].places[place % 2].to_owned()),
        retired: false,
    });
    let requesters = REQUESTERS.iter().enumerate().map(|(place, (name, mailbox, house))| {
        let house = &HOUSES[*house];
        ImportedPerson {
            key: format!("{mailbox}@{}", house.domain),
            name: (*name).to_owned(),
            role: Role::Requester,
            email: Some(format!("{mailbox}@{}", house.domain)),
            phone: Some(phone(500 + place)),
            organisation: Some(house.key.to_owned()),
            teams: BTreeSet::new(),
            tier: Some(house.tier.to_owned()),
            location: Some(house.places[place % 2].to_owned()),
            retired: false,
        }
    });
    staff.chain(requesters).collect()
}

/// A number from a range that is set aside for drama.
fn phone(place: usize) -> String {
    format!("+44 113 496 0{place:03}")
}

/// The keys of the agents of a team.
pub(super) fn agents(desk: Desk) -> Vec<&'static str> {
    let in_team = STAFF.iter().filter(|(_, _, _, desks)| desks.contains(&desk));
    in_team.map(|(_, mailbox, _, _)| *mailbox).collect()
}

/// Somebody who asks: their key, first name, place and tier.
pub(super) struct Asker {
    pub(super) key: String,
    pub(super) first_name: &'static str,
    pub(super) place: &'static str,
}

/// The people who ask this team: customers call field service, colleagues the others.
pub(super) fn asker(desk: Desk, throw: usize) -> Asker {
    let inside = REQUESTERS.iter().take_while(|(_, _, house)| *house < 3).count();
    let place = match desk {
        Desk::Field => inside + throw % (REQUESTERS.len() - inside),
        Desk::Workplace | Desk::Systems | Desk::Facilities | Desk::People => throw % inside,
    };
    let (name, mailbox, house) = REQUESTERS[place];
    let house = &HOUSES[house];
    Asker {
        key: format!("{mailbox}@{}", house.domain),
        first_name: name.trim_start_matches("Dr ").split(' ').next().unwrap_or(name),
        place: house.places[place % 2],
    }
}
