//! Writes the TypeScript side of the contract, so that the UI cannot drift from the core.

use crate::all::*;
use std::any::TypeId;
use std::collections::BTreeMap;
use ts_rs::{Config, TS, TypeVisitor};

/// Collects the declaration of every type that is reachable from the commands.
struct Declarations<'a> {
    config: &'a Config,
    seen: std::collections::HashSet<TypeId>,
    text: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.text.insert(T::ident(self.config), format!("export {}", T::decl(self.config)));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

macro_rules! describe {
    ($($name:ident : $input:ty => $output:ty [$($tag:ident),*],)*) => {
        pub(super) fn describe(config: &Config, out: &mut Declarations<'_>, commands: &mut Vec<(String, String, String, Vec<Tag>)>) {
            $(
                out.visit::<$input>();
                out.visit::<$output>();
                commands.push((
                    stringify!($name).to_owned(),
                    <$input as TS>::name(config),
                    <$output as TS>::name(config),
                    vec![$(Tag::$tag),*],
                ));
            )*
        }
    };
}

mod desk {
    use super::*;
    crate::desk_commands!(describe);
}

mod host {
    use super::*;
    crate::host_commands!(describe);
}

mod shell {
    use super::*;
    crate::shell_commands!(describe);
}

/// Returns the TypeScript file of the whole contract.
pub fn typescript() -> String {
    let config = Config::new().with_large_int("number");
    let mut types =
        Declarations { config: &config, seen: std::collections::HashSet::new(), text: BTreeMap::new() };
    let mut commands = Vec::new();
    host::describe(&config, &mut types, &mut commands);
    desk::describe(&config, &mut types, &mut commands);
    shell::describe(&config, &mut types, &mut commands);
    types.visit::<Notice>();
    types.visit::<Problem>();
    types.visit::<Tag>();

    let mut file = String::from(
        "/** @file The contract with the Rust core, written by `cargo xtask gen`; do not edit. */\n\n",
    );
    for declaration in types.text.values() {
        file.push_str(declaration);
        file.push('\n');
    }
    file.push_str("\n/** Every command with its input and output. */\nexport type Commands = {\n");
    for (name, input, output, _) in &commands {
        file.push_str(&format!("  {name}: {{ input: {input}; output: {output} }};\n"));
    }
    file.push_str("};\n\n/** What each command reads, so that a screen knows when to read again. */\n");
    file.push_str("export const reads: { readonly [C in keyof Commands]: readonly Tag[] } = {\n");
    for (name, _, _, tags) in &commands {
        let tags: Vec<String> = tags.iter().map(|tag| format!("\"{tag:?}\"")).collect();
        file.push_str(&format!("  {name}: [{}],\n", tags.join(", ")));
    }
    file.push_str("};\n");
    file
}
