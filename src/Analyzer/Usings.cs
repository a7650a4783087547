// The implicit usings are off for the whole repository; these are needed nearly everywhere in the analyzer.
global using System;
global using System.Collections.Generic;
global using System.Linq;
global using EntryPath.Analyzer.Messages;

// Roslyn has a class of this name for the old rule set files.
global using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;
