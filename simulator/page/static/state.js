/** The server's state -> the columns the page shows. */

/**
 * One column a person (their private chat with the bot) and one a group:
 * {key, kind, id, title, language, members, topics, messages, pinned, botAbsent, blocked, deleted, started, about, commands(personId)}.
 * Messages stay as the server describes them (docs/simulator.md).
 */
export function columns(state) {
  const groups = state.groups.filter((group) => group.kind !== "channel");
  return [...state.persons.map((person) => privateColumn(state, person)), ...groups.map((group) => groupColumn(state, group))];
}

function privateColumn(state, person) {
  return {
    key: `person-${person.id}`,
    kind: "private",
    id: person.id,
    title: person.name,
    language: person.language,
    members: [person],
    topics: [],
    botAbsent: false,
    blocked: person.blocked,
    deleted: person.deleted,
    started: person.started,
    about: person.description,
    commands: () => person.commands,
    ...state.chats[person.id],
  };
}

function groupColumn(state, group) {
  return {
    key: `group-${group.id}`,
    kind: "group",
    id: group.id,
    title: group.title,
    language: null,
    members: group.members,
    topics: group.topics.filter((topic) => !topic.closed),
    botAbsent: !["member", "administrator"].includes(group.bot),
    blocked: false,
    deleted: false,
    started: true,
    about: "",
    commands: (personId) => group.members.find((member) => member.id === personId)?.commands ?? [],
    ...state.chats[group.id],
  };
}
