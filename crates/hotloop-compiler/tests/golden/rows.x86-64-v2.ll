target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="128" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <2 x double>
  %v7.0 = alloca <2 x double>
  %v8.0 = alloca <2 x double>
  %v9 = alloca i64
  %v10.0 = alloca <2 x double>
  %v11.0 = alloca <2 x double>
  %v12.0 = alloca <2 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 2
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v0.dim1
  %t42 = icmp slt i64 0, %t41
  br i1 %t42, label %good43, label %fail, !prof !0
good43:
  %t44 = load i64, ptr %v5
  %t45 = add i64 %t44, 0
  %t46 = load ptr, ptr %v0.data
  %t47 = add i64 %t45, 0
  %t48 = load i64, ptr %v0.dim1
  %t49 = mul i64 %t47, %t48
  %t50 = getelementptr double, ptr %t46, i64 %t49
  %t51 = add i64 0, 0
  %t52 = getelementptr double, ptr %t50, i64 %t51
  %t53 = add i64 %t45, 1
  %t54 = load i64, ptr %v0.dim1
  %t55 = mul i64 %t53, %t54
  %t56 = getelementptr double, ptr %t46, i64 %t55
  %t57 = add i64 0, 0
  %t58 = getelementptr double, ptr %t56, i64 %t57
  %t59 = load double, ptr %t52, align 8
  %t60 = insertelement <2 x double> poison, double %t59, i64 0
  %t61 = load double, ptr %t58, align 8
  %t62 = insertelement <2 x double> %t60, double %t61, i64 1
  store <2 x double> %t62, ptr %v6.0
  %t63 = load <2 x double>, ptr %v6.0
  store <2 x double> %t63, ptr %v8.0
  %t64 = load i64, ptr %v1
  %t65 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t64)
  %t66 = extractvalue {i64, i1} %t65, 1
  %t67 = xor i1 %t66, true
  br i1 %t67, label %good68, label %fail, !prof !0
good68:
  store i64 0, ptr %v9
  store i64 0, ptr %v9
  br label %head3
head3:
  %t70 = load i64, ptr %countdown
  %t71 = sub i64 %t70, 1
  store i64 %t71, ptr %countdown
  %t72 = icmp slt i64 %t71, 0
  br i1 %t72, label %poll69, label %go69, !prof !1
poll69:
  %t73 = getelementptr i8, ptr %host, i64 24
  %t74 = load ptr, ptr %t73
  %t75 = call i64 %t74(ptr %host)
  %t76 = getelementptr i8, ptr %host, i64 16
  %t77 = load i64, ptr %t76
  store i64 %t77, ptr %countdown
  %t78 = icmp ne i64 %t75, 0
  br i1 %t78, label %fail, label %go69, !prof !1
go69:
  %t79 = load i64, ptr %v9
  %t80 = load i64, ptr %v1
  %t81 = add i64 %t80, -1
  %t82 = call i64 @llvm.smax.i64(i64 %t81, i64 0)
  %t83 = icmp slt i64 %t79, %t82
  br i1 %t83, label %body3, label %end3, !prof !0
body3:
  %t84 = load i64, ptr %v9
  %t85 = add i64 %t84, 1
  %t86 = load i64, ptr %v0.dim1
  %t87 = icmp slt i64 %t85, %t86
  br i1 %t87, label %good88, label %fail, !prof !0
good88:
  %t89 = load i64, ptr %v5
  %t90 = add i64 %t89, 0
  %t91 = load i64, ptr %v9
  %t92 = add i64 %t91, 1
  %t93 = load ptr, ptr %v0.data
  %t94 = add i64 %t90, 0
  %t95 = load i64, ptr %v0.dim1
  %t96 = mul i64 %t94, %t95
  %t97 = getelementptr double, ptr %t93, i64 %t96
  %t98 = add i64 %t92, 0
  %t99 = getelementptr double, ptr %t97, i64 %t98
  %t100 = add i64 %t90, 1
  %t101 = load i64, ptr %v0.dim1
  %t102 = mul i64 %t100, %t101
  %t103 = getelementptr double, ptr %t93, i64 %t102
  %t104 = add i64 %t92, 0
  %t105 = getelementptr double, ptr %t103, i64 %t104
  %t106 = load double, ptr %t99, align 8
  %t107 = insertelement <2 x double> poison, double %t106, i64 0
  %t108 = load double, ptr %t105, align 8
  %t109 = insertelement <2 x double> %t107, double %t108, i64 1
  store <2 x double> %t109, ptr %v10.0
  %t110 = load <2 x double>, ptr %v8.0
  %t111 = load <2 x double>, ptr %v10.0
  %t112 = fadd <2 x double> %t110, %t111
  store <2 x double> %t112, ptr %v12.0
  %t113 = load <2 x double>, ptr %v12.0
  %t114 = call <2 x double> @llvm.fabs.v2f64(<2 x double> %t113)
  %t115 = fcmp olt <2 x double> %t114, splat (double 0x7FF0000000000000)
  %t116 = sext <2 x i1> %t115 to <2 x i64>
  %t117 = xor <2 x i64> %t116, splat (i64 -1)
  %t118 = icmp slt <2 x i64> %t117, zeroinitializer
  %t119 = bitcast <2 x i1> %t118 to i2
  %t120 = icmp ne i2 %t119, 0
  %t121 = xor i1 %t120, true
  br i1 %t121, label %good122, label %fail, !prof !0
good122:
  %t123 = load <2 x double>, ptr %v12.0
  store <2 x double> %t123, ptr %v8.0
  br label %next3
next3:
  %t124 = load i64, ptr %v9
  %t125 = add nsw i64 %t124, 1
  store i64 %t125, ptr %v9
  br label %head3
end3:
  br label %end2
end2:
  %t126 = load <2 x double>, ptr %v8.0
  %t127 = load i64, ptr %v5
  %t128 = add i64 %t127, 0
  %t129 = add i64 %t128, 0
  %t130 = load ptr, ptr %v2.data
  %t131 = getelementptr double, ptr %t130, i64 %t129
  store <2 x double> %t126, ptr %t131, align 8
  %t132 = load i64, ptr %v5
  %t133 = add i64 %t132, 2
  store i64 %t133, ptr %v5
  br label %next4
end4:
  %t134 = load i64, ptr %v5
  ret i64 %t134
fail:
  %t135 = load i64, ptr %exit_id
  switch i64 %t135, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t136 = load i64, ptr %s5
  ret i64 %t136
}

declare double @llvm.fabs.f64(double) nounwind
declare <2 x double> @llvm.fabs.v2f64(<2 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
