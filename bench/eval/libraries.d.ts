/** The parts we use of two libraries that ship no types. */
declare module 'wink-bm25-text-search' {
  type Engine = {
    defineConfig(config: {
      fldWeights: Record<string, number>;
      bm25Params?: { k1: number; b: number; k: number };
    }): void;
    definePrepTasks(tasks: ((given: string) => string[])[]): number;
    addDoc(document: Record<string, string>, id: number): number;
    consolidate(): void;
    search(text: string, limit: number): [id: string | number, score: number][];
  };
  export default function bm25(): Engine;
}

declare module 'node-nlp' {
  export class NlpManager {
    constructor(settings: {
      languages: string[];
      autoSave: boolean;
      autoLoad: boolean;
      forceNER: boolean;
      nlu: { log: boolean; useNoneFeature?: boolean };
      ner?: { builtins?: string[] };
    });
    addDocument(locale: string, utterance: string, intent: string): void;
    train(): Promise<void>;
    nlp: {
      nluManager: {
        process(locale: string, utterance: string): Promise<{ classifications: { intent: string; score: number }[] }>;
      };
    };
  }
}
