/** Words that complain of a thing itself, or of setting it up: what a better answer alone does not end. */
const FAULTY =
  /安装|装不上|装不好|组装|坏了|坏的|损坏|破损|破了|裂|漏水|漏液|漏气|漏电|故障|失灵|异响|噪音|不转|不亮|不热|不制冷|不制热|不通电|不工作|没反应|打不开|开不了机|连不上|充不进|充不了电|掉色|褪色|少件|缺件|质量问题|有瑕疵/u;
const FAULTY_ENGLISH =
  /\b(?:install(?:ation|ed|ing)?|assembl(?:e|y|ing)|set(?:ting)? (?:it )?up|broken?|broke|damaged|defect(?:ive)?|faulty|leak(?:s|ing)?|crack(?:ed)?|noisy|stopped working|(?:does|do|is|are)(?:n['’]?t| not) work(?:ing)?|won['’]?t (?:start|charge|turn on|connect)|missing parts?)\b/iu;

/** Whether a question is about a fault or the setting up of a thing. */
export function namesFault(text: string): boolean {
  return FAULTY.test(text) || FAULTY_ENGLISH.test(text);
}
