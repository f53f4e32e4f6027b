using FsCheck;

namespace Budget.Tests.Properties;

/// <summary>How hard the laws are tried: a thousand cases each, or a hundred thousand in the long run (EIGENREGIE_LONG=1).</summary>
internal static class Thorough
{
    private static bool IsLong => Environment.GetEnvironmentVariable("EIGENREGIE_LONG") is "1";

    public static void Check(Property law) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(IsLong ? 100_000 : 1_000), law);
}
