using System.Diagnostics;
using System.Globalization;
using System.Text;
using Budget.Core.Iwmo;
using static Budget.Tests.Unit.DeclarationExample;

namespace Budget.Tests.Faults;

/// <summary>
/// Declarations that were broken at random, for as long as EIGENREGIE_FUZZ_SECONDS says (2 when it is not set; bin/test takes 30): each is read, or refused with a reason that a person understands. EIGENREGIE_SEED
/// plays one run again; a file that fails is kept beside the results, to become a case of DeclarationHostileFilesTests.
/// </summary>
public sealed class FuzzDeclarationTests
{
    /// <summary>What is put in where something else stood: what a standard, a parser or a database may trip over.</summary>
    private static readonly string[] Odd =
    [
        "", " ", "0", "-1", "00", "1e9", "99999999999999999999", "9223372036854775808", "0.5", "0,5", "NaN", "D", "C", "2026-02-30", "0001-01-01", "9999-12-31", "2026-05-31Z", "&#x0;", "&#xD800;", "&lt;", "]]>", "<![CDATA[", "<!--", "-->",
        "<?x?>", "<a/>", "xmlns=''", "xsi:nil='true'", "\u202E", "\uFEFF", "\uFFFF", "🧓", "é", "'", "\"", "<", ">", "&", "=", "/", ":",
    ];

    [Test]
    public void Whatever_comes_in_is_read_or_refused_with_a_reason()
    {
        var seed = Setting("EIGENREGIE_SEED", Environment.TickCount & 0xFFFFFF);
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var (read, refused) = (0, new Dictionary<string, int>(StringComparer.Ordinal));
        while (clock.Elapsed < TimeSpan.FromSeconds(Setting("EIGENREGIE_FUZZ_SECONDS", 2)))
        {
            var file = Broken(random);
            if (Fault(file, seed) is { } fault)
            {
                refused[fault] = refused.GetValueOrDefault(fault) + 1;
            }
            else
            {
                read++;
            }
        }

        TestContext.Out.WriteLine($"seed {seed}: {read} read, {refused.Values.Sum()} refused: {string.Join(", ", refused.OrderByDescending(one => one.Value).Select(one => $"{one.Key} {one.Value}"))}");
        Assert.That(read, Is.GreaterThan(10), "some breakage does not matter");
        Assert.That(refused, Has.Count.GreaterThan(5), "it breaks in many ways");
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <returns>The code of the reason; none when it was read.</returns>
    private static string? Fault(byte[] file, int seed)
    {
        try
        {
            var clock = Stopwatch.StartNew();
            var reading = Read(file);
            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)), "a small file takes no time");
            if (reading.Fault is { } fault)
            {
                Assert.That(reading.Message, Is.Null);
                Assert.That(MessageFault.All.Select(one => one.Code), Has.Member(fault.Code));
                return fault.Code;
            }

            // What was read is what was meant: written again it says the same.
            Assert.That(Figures(Read(Bytes(reading.Message!)).Message!), Is.EqualTo(Figures(reading.Message!)));
            return null;
        }
        catch (Exception)
        {
            var kept = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"fuzz-{seed}.xml");
            File.WriteAllBytes(kept, file);
            TestContext.Out.WriteLine($"seed {seed}, kept as {kept}");
            throw;
        }
    }

    private static byte[] Broken(Random random)
    {
        var text = new StringBuilder(Text);
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            Break(text, random);
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        for (var times = random.Next(4) == 0 ? random.Next(1, 4) : 0; times > 0 && bytes.Length > 0; times--)
        {
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length + 1)] : bytes;
    }

    private static void Break(StringBuilder text, Random random)
    {
        var (from, length) = random.Next(3) switch { 0 => Element(text, random), 1 => Value(text, random), _ => Anywhere(text, random) };
        var part = text.ToString(from, length);
        switch (random.Next(5))
        {
            case 0:
                text.Remove(from, length);
                break;
            case 1:
                text.Insert(from, part);
                break;
            case 2:
                text.Remove(from, length).Insert(from, Odd[random.Next(Odd.Length)]);
                break;
            case 3:
                text.Insert(from + random.Next(length + 1), Odd[random.Next(Odd.Length)]);
                break;
            default:
                text.Remove(from, length).Insert(random.Next(text.Length + 1), part);
                break;
        }
    }

    /// <summary>From the start of a tag to the end of another after it.</summary>
    private static (int From, int Length) Element(StringBuilder text, Random random)
    {
        var all = text.ToString();
        var from = all.IndexOf('<', random.Next(all.Length));
        var until = from < 0 ? -1 : all.IndexOf('>', Math.Min(all.Length - 1, from + random.Next(200)));
        return until < 0 ? Anywhere(text, random) : (from, until + 1 - from);
    }

    /// <summary>What stands between two tags.</summary>
    private static (int From, int Length) Value(StringBuilder text, Random random)
    {
        var all = text.ToString();
        var from = all.IndexOf('>', random.Next(all.Length));
        var until = from < 0 ? -1 : all.IndexOf('<', from);
        return until < 0 ? Anywhere(text, random) : (from + 1, until - from - 1);
    }

    private static (int From, int Length) Anywhere(StringBuilder text, Random random)
    {
        var from = random.Next(text.Length);
        return (from, random.Next(Math.Min(40, text.Length - from) + 1));
    }
}
