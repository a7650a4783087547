// The implicit usings are off for the whole repository; these are needed nearly everywhere in the fixes.
global using System;
global using System.Collections.Generic;
global using System.Linq;
