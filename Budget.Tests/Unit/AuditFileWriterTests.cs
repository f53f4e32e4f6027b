using System.Text;
using Budget.Core.Closing;

namespace Budget.Tests.Unit;

/// <summary>A year of any length goes through the writer in pieces, each of them small.</summary>
public sealed class AuditFileWriterTests
{
    [Test]
    public async Task Ten_thousand_postings_are_passed_on_in_pieces_and_come_out_whole()
    {
        using var target = new Pieces();
        using (var xml = new AuditFileWriter())
        {
            for (var number = 1; number <= 10_000; number++)
            {
                xml.Open("transaction");
                xml.Number("nr", number);
                xml.Field("desc", new string('x', 300));
                xml.Close();
                await xml.PassOn(target);
            }

            await xml.End(target);
        }

        Assert.That(target.Sizes, Has.Count.GreaterThan(40).And.All.LessThan(128 * 1024));
        var text = new AuditFileText(Encoding.UTF8.GetString(target.ToArray()));
        Assert.That((text.Values("/auditfile/transaction/nr").Count, text.Values("/auditfile/transaction[last()]/nr").Single()), Is.EqualTo((10_000, "10000")));
    }

    private sealed class Pieces : MemoryStream
    {
        public List<int> Sizes { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Sizes.Add(buffer.Length);
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
