package versions

// What a version's V8 has of the language's library. Each row was seen with real Node,
// as typeof.
var (
	// LangArrayCopies: V8 11.
	LangArrayCopies = behaviour("lang-array-copies", ">=20", "seen with real Node", "Arrays have toSorted, toReversed, toSpliced and with.")
	// LangWellFormed: V8 11.1.
	LangWellFormed = behaviour("lang-well-formed", ">=20", "seen with real Node", "Strings have isWellFormed and toWellFormed.")
	// LangGroupBy: V8 11.7.
	LangGroupBy = behaviour("lang-group-by", ">=21", "seen with real Node (absent from 20.20.2)", "Object.groupBy and Map.groupBy.")
	// LangSetMethods: V8 12.2.
	LangSetMethods = behaviour("lang-set-methods", ">=22", "seen with real Node (absent from 20.20.2)", "Sets have union, intersection and their kin.")
	// LangIterators: V8 12.2.
	LangIterators = behaviour("lang-iterators", ">=22", "seen with real Node (absent from 20.20.2)", "Iterator and the helpers of iterators.")
	// LangWithResolvers: V8 11.9.
	LangWithResolvers = behaviour("lang-with-resolvers", ">=22", "seen with real Node (absent from 20.20.2)", "Promise.withResolvers and Array.fromAsync.")
	// LangPromiseTry: V8 12.8.
	LangPromiseTry = behaviour("lang-promise-try", ">=23", "seen with real Node (absent from 22.23.3)", "Promise.try.")
)
