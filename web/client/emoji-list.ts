/** The emoji customer service uses, by group; each is one character a person sees. */
export const emojiGroups = {
  faces: '😊 😀 😄 😁 😅 😂 🤣 🙂 😉 😍 🥰 😘 😋 😎 🤔 😌 😴 😭 😢 😞 😟 😔 😣 😖 😫 😤 😠 😡 😱 😳 🥺 🙄 😐 😬 🤗 🤝',
  hands: '👍 👌 👏 🙏 💪 👋 ✌️ 🤞 👉 👇 ☝️ 👎 🙌 🤲 ❤️ 💔 💕 💯 🌹 🎉 🎊 🎁 ✨ 🔥 ⭐ 🌟 ☀️ 🌙',
  things: '📦 🚚 ✅ ❌ ⚠️ ❓ ❗ 💰 💳 🧾 📱 💻 🔧 🔑 🏠 ⏰ 📅 📍 📞 📷 🛒 🏷️ 🔍 ☕ 🍎 🎂',
} as const;
export type EmojiGroup = keyof typeof emojiGroups;
