"""The parameters of the methods that the simulator plays (Bot API 10.3), in the notation of `simulator.objects`."""

from __future__ import annotations

_TARGET = "business_connection_id:~ chat_id!:chat message_thread_id:int direct_messages_topic_id:~ "
_HOW = (
    "disable_notification:bool protect_content:bool allow_paid_broadcast:~ message_effect_id:~ "
    "suggested_post_parameters:~ reply_parameters:ReplyParameters reply_markup:Markup"
)
_SENT = _TARGET + "ephemeral_message_parameters:~ "
_CAPTION = "caption:str parse_mode:str caption_entities:[MessageEntity] "
_EDITED = "business_connection_id:~ chat_id:chat message_id:int inline_message_id:~ "
_CHAT = "chat_id!:chat"
_TOPIC = "chat_id!:chat message_thread_id!:int"

METHODS: dict[str, str] = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
    "setWebhook": (
        "url!:str certificate:~ ip_address:~ max_connections:int allowed_updates:[str] "
        "drop_pending_updates:bool secret_token:str"
    ),
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "sendMessage": (
        _SENT
        + "text!:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions "
        + _HOW
    ),
    "sendPhoto": _SENT + "photo!:file " + _CAPTION + "show_caption_above_media:bool has_spoiler:bool " + _HOW,
    "sendDocument": (
        _SENT + "document!:file thumbnail:~ " + _CAPTION + "disable_content_type_detection:bool " + _HOW
    ),
    "sendVoice": _SENT + "voice!:file " + _CAPTION + "duration:int " + _HOW,
    "sendAudio": _SENT
    + "audio!:file "
    + _CAPTION
    + "duration:int performer:str title:str thumbnail:~ "
    + _HOW,
    "sendVideo": (
        _SENT
        + "video!:file duration:int width:int height:int thumbnail:~ cover:~ start_timestamp:~ "
        + _CAPTION
        + "show_caption_above_media:bool has_spoiler:bool supports_streaming:bool "
        + _HOW
    ),
    "sendVideoNote": _SENT + "video_note!:file duration:int length:int thumbnail:~ " + _HOW,
    "sendLocation": (
        _SENT + "latitude!:float longitude!:float horizontal_accuracy:float live_period:~ heading:~ "
        "proximity_alert_radius:~ " + _HOW
    ),
    "sendMediaGroup": (
        _TARGET + "media!:[InputMedia] disable_notification:bool protect_content:bool allow_paid_broadcast:~ "
        "message_effect_id:~ reply_parameters:ReplyParameters"
    ),
    "sendChatAction": "business_connection_id:~ chat_id!:chat message_thread_id:int action!:str",
    "forwardMessage": (
        "chat_id!:chat message_thread_id:int direct_messages_topic_id:~ from_chat_id!:chat video_start_timestamp:~ "
        "disable_notification:bool protect_content:bool message_effect_id:~ suggested_post_parameters:~ "
        "message_id!:int"
    ),
    "copyMessage": (
        "chat_id!:chat message_thread_id:int direct_messages_topic_id:~ from_chat_id!:chat message_id!:int "
        "video_start_timestamp:~ " + _CAPTION + "show_caption_above_media:bool " + _HOW
    ),
    "getFile": "file_id!:str",
    "editMessageText": (
        _EDITED + "text:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions "
        "rich_message:~ reply_markup:InlineKeyboardMarkup"
    ),
    "editMessageCaption": _EDITED
    + _CAPTION
    + "show_caption_above_media:bool reply_markup:InlineKeyboardMarkup",
    "editMessageReplyMarkup": _EDITED + "reply_markup:InlineKeyboardMarkup",
    "editMessageMedia": _EDITED + "media!:InputMedia reply_markup:InlineKeyboardMarkup",
    "deleteMessage": "chat_id!:chat message_id!:int",
    "deleteMessages": "chat_id!:chat message_ids!:[int]",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "setMessageReaction": "chat_id!:chat message_id!:int reaction:[ReactionType] is_big:bool",
    "pinChatMessage": "business_connection_id:~ chat_id!:chat message_id!:int disable_notification:bool",
    "unpinChatMessage": "business_connection_id:~ chat_id!:chat message_id:int",
    "unpinAllChatMessages": _CHAT,
    "setMyCommands": "commands!:[BotCommand] scope:BotCommandScope language_code:str",
    "getMyCommands": "scope:BotCommandScope language_code:str",
    "deleteMyCommands": "scope:BotCommandScope language_code:str",
    "setMyName": "name:str language_code:str",
    "getMyName": "language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:MenuButton",
    "getChatMenuButton": "chat_id:int",
    "getChat": _CHAT,
    "getChatMember": "chat_id!:chat user_id!:int",
    "getChatMemberCount": _CHAT,
    "getChatAdministrators": "chat_id!:chat return_bots:bool",
    "leaveChat": _CHAT,
    "createForumTopic": "chat_id!:chat name!:str icon_color:int icon_custom_emoji_id:~",
    "editForumTopic": _TOPIC + " name:str icon_custom_emoji_id:~",
    "closeForumTopic": _TOPIC,
    "reopenForumTopic": _TOPIC,
    "deleteForumTopic": _TOPIC,
    "unpinAllForumTopicMessages": _TOPIC,
}
