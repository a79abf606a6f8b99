/** The server's state -> the columns the page shows. The only file that knows the shape of the state. */

/**
 * One column a person (their private chat with the bot) and one a group:
 * {key, kind, id, title, language, members: [person], topics: [{id, name}], messages, pinned, botAbsent, blocked, commands(personId)}
 */
export function columns(state) {
  return [...state.persons.map((person) => privateColumn(state, person)), ...state.groups.map((group) => groupColumn(state, group))];
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
    ...chat(state, person.id),
  };
}

function groupColumn(state, group) {
  return {
    key: `group-${group.id}`,
    kind: "group",
    id: group.id,
    title: group.title,
    language: null,
    members: group.members.map((id) => state.persons.find((person) => person.id === id)).filter(Boolean),
    topics: group.topics,
    botAbsent: !group.bot_is_member,
    blocked: false,
    ...chat(state, group.id),
  };
}

function chat(state, id) {
  const found = state.chats[String(id)] ?? { messages: [], pinned: [], commands: {} };
  const commands = (personId) => found.commands[String(personId)] ?? [];
  return { messages: found.messages, pinned: found.pinned, commands };
}

/** Where the bytes of a photo or document are. */
export function fileAddress(file) {
  return file.url;
}
