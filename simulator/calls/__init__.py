"""The methods of the Bot API that the simulator plays, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simulator.calls import editing, groups, profile, sending
from simulator.calls.ask import Ask

HANDLERS: dict[str, Callable[[Ask], Any]] = {
    "getMe": profile.get_me,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVoice": sending.send_recording,
    "sendAudio": sending.send_recording,
    "sendVideo": sending.send_recording,
    "sendVideoNote": sending.send_recording,
    "sendLocation": sending.send_location,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "getFile": profile.get_file,
    "editMessageText": editing.edit_text,
    "editMessageCaption": editing.edit_caption,
    "editMessageReplyMarkup": editing.edit_markup,
    "editMessageMedia": editing.edit_media,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": editing.answer_callback,
    "setMessageReaction": editing.set_reaction,
    "pinChatMessage": editing.pin,
    "unpinChatMessage": editing.unpin,
    "unpinAllChatMessages": editing.unpin_all,
    "unpinAllForumTopicMessages": editing.unpin_topic,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "deleteMyCommands": profile.delete_commands,
    "setMyName": profile.set_name,
    "getMyName": profile.get_name,
    "setMyDescription": profile.set_description,
    "getMyDescription": profile.get_description,
    "setMyShortDescription": profile.set_short_description,
    "getMyShortDescription": profile.get_short_description,
    "setChatMenuButton": profile.set_menu_button,
    "getChatMenuButton": profile.get_menu_button,
    "getChat": groups.get_chat,
    "getChatMember": groups.get_member,
    "getChatMemberCount": groups.get_member_count,
    "getChatAdministrators": groups.get_administrators,
    "leaveChat": groups.leave_chat,
    "createForumTopic": groups.create_topic,
    "editForumTopic": groups.edit_topic,
    "closeForumTopic": groups.close_topic,
    "reopenForumTopic": groups.reopen_topic,
    "deleteForumTopic": groups.delete_topic,
}
