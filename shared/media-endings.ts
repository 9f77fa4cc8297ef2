/** What ends the name of a file people may choose; the bytes decide afterwards. Apart, so that a page loads nothing else for its button. */
export const MEDIA_ENDINGS =
  '.png,.jpg,.jpeg,.gif,.webp,.pdf,.txt,.log,.csv,.zip,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.mp3,.m4a,.amr,.wav,.mp4,.mov';
