namespace Portal.Access;

/// <summary>A device as its owner would call it: browser and system, out of the User-Agent header. Not a version, not a model: it is no fingerprint.</summary>
internal static class Device
{
    // In this order: every browser says that it is the ones before it as well.
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")];

    public static string NameOf(string userAgent)
    {
        string? Find((string Sign, string Name)[] known) => known.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
        return string.Join(", ", new[] { Find(Browsers), Find(Systems) }.OfType<string>());
    }
}
