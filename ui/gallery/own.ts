/** @file What the desk answers about whoever works here in the gallery: who they are, and what others read of them. */
import type { Commands, ProfileView, Role, Tag } from "../src/api/gen";

type Answers = { [C in keyof Commands]?: (input: Commands[C]["input"]) => Commands[C]["output"] };

export function ownAnswers(connected: boolean, role: Role, changed: (...tags: Tag[]) => void): Answers {
  let profile: ProfileView = { name: "Mira Solberg", phone: "+47 22 00 41 17", location: null, email: connected ? "mira@northwind.example" : null, role, teams: ["Service desk", "Network"] };
  return {
    session_get: () => ({
      me: "s0",
      name: profile.name,
      email: null,
      role: profile.role,
      mode: connected ? "connected" : "sample",
      server: connected ? "https://desk.example.com/" : null,
      device: "d",
      may_configure: role === "admin",
      may_manage: role === "admin" || role === "manager",
    }),
    profile_get: () => profile,
    profile_put: ({ name, phone, location }) => {
      profile = { ...profile, name: name.trim(), phone: phone.trim() || null, location: location.trim() || null };
      changed("People", "Session");
      return { undo: "profile" };
    },
    password_change: () => ({ undo: null }),
  };
}
