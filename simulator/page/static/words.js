/** The page's own few words, in English and Arabic, and dates as Iraq writes them. */

const ZONE = "Asia/Baghdad";

const WORDS = {
  title: ["Practice Telegram", "تلغرام للتدريب"],
  notReal: ["Nothing here reaches the real Telegram.", "لا شيء من هنا يصل إلى تلغرام الحقيقي."],
  clock: ["Simulated clock", "الساعة الافتراضية"],
  baghdad: ["Baghdad", "بغداد"],
  plusTen: ["+10 min", "+١٠ دقائق"],
  plusHour: ["+1 h", "+ساعة"],
  advanceTo: ["Advance to", "تقديم الساعة إلى"],
  advance: ["Advance", "قدّم"],
  clockControls: ["Move the clock", "تحريك الساعة"],
  theme: ["Light or dark", "فاتح أو داكن"],
  language: ["العربية", "English"],
  languageShort: ["ع", "EN"],
  chats: ["Chats", "المحادثات"],
  bot: ["bot", "بوت"],
  privateChat: ["private chat with the bot", "محادثة خاصة مع البوت"],
  members: ["members", "الأعضاء"],
  botAbsent: ["the bot is not a member", "البوت ليس عضواً"],
  blocked: ["has blocked the bot", "حظر البوت"],
  messages: ["Messages", "الرسائل"],
  write: ["Write a message", "اكتب رسالة"],
  send: ["Send", "إرسال"],
  commands: ["Commands", "الأوامر"],
  noCommands: ["The bot offers no commands here.", "لا أوامر يعرضها البوت هنا."],
  attach: ["Attach", "إرفاق"],
  photo: ["Photo", "صورة"],
  document: ["Document", "ملف"],
  location: ["Location", "موقع"],
  latitude: ["Latitude", "خط العرض"],
  longitude: ["Longitude", "خط الطول"],
  cancel: ["Cancel", "إلغاء"],
  more: ["More", "المزيد"],
  editLast: ["Edit the last message", "تعديل آخر رسالة"],
  editing: ["Editing", "تعديل"],
  replyingTo: ["Reply to", "رد على"],
  reply: ["Reply", "رد"],
  nothingToEdit: ["There is no own message to edit.", "لا توجد رسالة منك لتعديلها."],
  block: ["Block the bot", "حظر البوت"],
  unblock: ["Unblock the bot", "إلغاء حظر البوت"],
  start: ["Start", "ابدأ"],
  addBot: ["Add the bot to the group", "إضافة البوت إلى المجموعة"],
  removeBot: ["Remove the bot from the group", "إزالة البوت من المجموعة"],
  speaker: ["Speak as", "التحدث باسم"],
  topic: ["Topic", "الموضوع"],
  allTopics: ["All / General", "الكل / عام"],
  edited: ["edited", "معدّلة"],
  forwarded: ["Forwarded from", "محوّلة من"],
  pinned: ["Pinned message", "رسالة مثبّتة"],
  earlier: ["Earlier messages", "رسائل أقدم"],
  empty: ["No messages yet.", "لا رسائل بعد."],
  voice: ["Voice message", "رسالة صوتية"],
  audio: ["Audio", "ملف صوتي"],
  video: ["Video", "مقطع مصوّر"],
  video_note: ["Video message", "رسالة مصوّرة"],
  poll: ["Poll", "استطلاع"],
  contact: ["Contact", "جهة اتصال"],
  unknown: ["A message of another kind", "رسالة من نوع آخر"],
  deleted: ["has deleted the account", "حذف الحساب"],
  about: ["What can this bot do?", "ماذا يفعل هذا البوت؟"],
  ok: ["OK", "حسناً"],
  copied: ["Copied", "نُسخ"],
  offline: ["The connection to the simulator is lost. Trying again…", "انقطع الاتصال بالمحاكي. تجري إعادة المحاولة…"],
  notSupported: ["The practice page cannot do this.", "لا تدعم صفحة التدريب هذا."],
  joined: ["joined the group", "انضم إلى المجموعة"],
  added: ["added", "أضاف"],
  left: ["left the group", "غادر المجموعة"],
  removed: ["removed", "أزال"],
  pinnedBy: ["pinned a message", "ثبّت رسالة"],
  migrated: ["The group became a supergroup.", "تحولت المجموعة إلى مجموعة فائقة."],
  topicCreated: ["New topic:", "موضوع جديد:"],
  topicClosed: ["The topic was closed.", "أُغلق الموضوع."],
  topicReopened: ["The topic was opened again.", "أُعيد فتح الموضوع."],
  service: ["The group was changed.", "تغيّرت المجموعة."],
};

/** The word `key` in `language` ("ar", anything else is English). */
export function word(language, key) {
  return WORDS[key][isArabic(language) ? 1 : 0];
}

/** Whether `language` (an IETF tag) is Arabic. */
export function isArabic(language) {
  return /^ar\b/i.test(language ?? "");
}

/** "rtl" or "ltr" for `language`. */
export function direction(language) {
  return isArabic(language) ? "rtl" : "ltr";
}

function format(language, options) {
  const locale = isArabic(language) ? "ar-IQ" : "en-GB";
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, hourCycle: "h23", ...options });
}

/** "14:05" in Baghdad for a Date. */
export function hour(language, date) {
  return format(language, { hour: "2-digit", minute: "2-digit" }).format(date);
}

/** "Sunday 22 November 2026" in Baghdad for a Date. */
export function day(language, date) {
  return format(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(date);
}

/** "Sun 22 Nov 2026" in Baghdad for a Date. */
export function shortDay(language, date) {
  return format(language, { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(date);
}

/** "2026-11-22T14:05" in Baghdad, as a datetime-local field wants it. */
export function localField(date) {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: ZONE, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(date);
  const part = (type) => parts.find((item) => item.type === type).value;
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}
