"""The fields of the JSON objects that calls may carry (Bot API 10.3): name, "!" if required, and type.

"~" marks what the real server takes and the simulator does not play: giving it is an error, never a silent no-op.
"""

from __future__ import annotations

OBJECTS: dict[str, str] = {
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]] force_reply:bool",
    "InlineKeyboardButton": (
        "text!:str icon_custom_emoji_id:str style:str url:str callback_data:str copy_text:CopyTextButton web_app:~ "
        "login_url:~ switch_inline_query:~ switch_inline_query_current_chat:~ switch_inline_query_chosen_chat:~ "
        "callback_game:~ pay:~ disabled:~"
    ),
    "CopyTextButton": "text!:str",
    "ReplyKeyboardMarkup": (
        "keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool one_time_keyboard:bool "
        "input_field_placeholder:str selective:bool force_reply:bool"
    ),
    "KeyboardButton": (
        "text!:str icon_custom_emoji_id:str style:str request_contact:bool request_location:bool request_users:~ "
        "request_chat:~ request_managed_bot:~ request_poll:~ web_app:~"
    ),
    "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
    "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
    "ReplyParameters": (
        "message_id:int chat_id:chat allow_sending_without_reply:bool quote:str quote_parse_mode:~ quote_entities:~ "
        "quote_position:int ephemeral_message_id:~ checklist_task_id:~ poll_option_id:~"
    ),
    "LinkPreviewOptions": (
        "is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool show_above_text:bool"
    ),
    "MessageEntity": (
        "type!:str offset!:int length!:int url:str user:User language:str custom_emoji_id:str unix_time:~ "
        "date_time_format:~"
    ),
    "User": (
        "id!:int is_bot!:bool first_name!:str last_name:str username:str language_code:str is_premium:bool "
        "added_to_attachment_menu:bool can_join_groups:bool can_read_all_group_messages:bool "
        "supports_guest_queries:bool supports_inline_queries:bool can_connect_to_business:bool "
        "has_main_web_app:bool has_topics_enabled:bool allows_users_to_create_topics:bool can_manage_bots:bool "
        "supports_join_request_queries:bool"
    ),
    "BotCommand": "command!:str description!:str is_ephemeral:~",
    "BotCommandScope:default": "type!:str",
    "BotCommandScope:all_private_chats": "type!:str",
    "BotCommandScope:all_group_chats": "type!:str",
    "BotCommandScope:all_chat_administrators": "type!:str",
    "BotCommandScope:chat": "type!:str chat_id!:chat",
    "BotCommandScope:chat_administrators": "type!:str chat_id!:chat",
    "BotCommandScope:chat_member": "type!:str chat_id!:chat user_id!:int",
    "InputMedia:photo": (
        "type!:str media!:str caption:str parse_mode:str caption_entities:[MessageEntity] "
        "show_caption_above_media:bool has_spoiler:bool"
    ),
    "InputMedia:document": (
        "type!:str media!:str thumbnail:~ caption:str parse_mode:str caption_entities:[MessageEntity] "
        "disable_content_type_detection:bool"
    ),
    "ReactionType:emoji": "type!:str emoji!:str",
    "MenuButton:commands": "type!:str",
    "MenuButton:default": "type!:str",
}

# A reply_markup is known by the field that only one of its kinds has.
MARKUPS = {
    "inline_keyboard": "InlineKeyboardMarkup",
    "keyboard": "ReplyKeyboardMarkup",
    "remove_keyboard": "ReplyKeyboardRemove",
    "force_reply": "ForceReply",
}
