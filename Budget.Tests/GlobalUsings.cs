global using Budget.Core;
global using Budget.Tests.Support;
global using NUnit.Framework;
