-- SE3 synonyms_have_words: A group of synonyms has two words at least.
SELECT id FROM search_synonym_groups WHERE cardinality(words) < 2
