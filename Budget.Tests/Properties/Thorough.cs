using FsCheck;

namespace Budget.Tests.Properties;

/// <summary>How hard the laws and the faults are tried: a thousand cases each, or a hundred thousand in the long run (EIGENREGIE_LONG=1); and a month of a town of three thousand instead of forty.</summary>
internal static class Thorough
{
    public static bool IsLong => Environment.GetEnvironmentVariable("EIGENREGIE_LONG") is "1";

    /// <summary>How often something is tried: a few times in bin/test, many in the long run (bin/faults).</summary>
    public static int Times(int few, int many) => IsLong ? many : few;

    public static void Check(Property law) => FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(IsLong ? 100_000 : 1_000), law);
}
