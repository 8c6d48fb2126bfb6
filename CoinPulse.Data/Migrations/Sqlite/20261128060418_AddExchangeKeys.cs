using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CoinPulse.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AddExchangeKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ExchangeKeyMarks",
                columns: table => new
                {
                    Mark = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeKeyMarks", x => x.Mark);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeKeyPepper",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Sealed = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeKeyPepper", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ExchangeKeys",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnteredAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CheckedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WorkedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Withdraws = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    WithdrawalAccepted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Trouble = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    WarnedDays = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Sealed = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExchangeKeys", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeKeyMarks_Owner",
                table: "ExchangeKeyMarks",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_ExchangeKeys_Owner",
                table: "ExchangeKeys",
                column: "Owner",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ExchangeKeyMarks");

            migrationBuilder.DropTable(
                name: "ExchangeKeyPepper");

            migrationBuilder.DropTable(
                name: "ExchangeKeys");
        }
    }
}
