// The implicit usings are off for the whole repository; these three are needed nearly everywhere in the analyzer.
global using System;
global using System.Collections.Generic;
global using System.Linq;
